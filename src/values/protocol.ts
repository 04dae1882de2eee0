/** The protocols an assessment asks about (semantics.md section 1). */
export type Protocol = 'tcp' | 'udp';

/** IANA protocol numbers, as network ACL entries use them. */
export const protocolNumber: Readonly<Record<Protocol, number>> = { tcp: 6, udp: 17 };

export const protocols: readonly Protocol[] = ['tcp', 'udp'];
