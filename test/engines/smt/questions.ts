import type { AdmittingRule, Question } from '../../../src/paths/path.js';
import { type Cidr, parseCidr } from '../../../src/values/cidr.js';
import { allPorts, formatPortRange } from '../../../src/values/ports.js';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`${text} is no CIDR block`);
  return parsed;
};

export const groupRule = (protocol: 'tcp' | 'udp', from: number, to: number, remote: string): AdmittingRule => ({
  groupId: 'sg-1',
  label: `sg-1 ingress ${protocol} ${formatPortRange({ from, to })} from ${remote}`,
  protocol: protocol === 'tcp' ? 6 : 17,
  ports: { from, to },
  remotes: [cidr(remote)],
  gap: undefined,
});

/** From the internet to an interface whose group has these rules; nothing else is in the way. */
export const internetQuestion = (rules: readonly AdmittingRule[]): Question => ({
  family: 'ipv4',
  protocols: ['tcp', 'udp'],
  sources: { family: 'ipv4', include: [cidr('0.0.0.0/0')], exclude: [cidr('10.0.0.0/8'), cidr('224.0.0.0/3')] },
  destinationPorts: allPorts,
  nodes: [],
  hops: [
    {
      kind: 'securityGroups',
      leg: 0,
      direction: 'request',
      groupIds: ['sg-1'],
      ruleDirection: 'ingress',
      rules,
      remote: { of: 'client' },
      port: { of: 'destination' },
      gaps: [],
    },
  ],
});
