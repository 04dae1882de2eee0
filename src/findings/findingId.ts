import { createHash } from 'node:crypto';
import type { Route } from '../paths/path.js';
import type { Protocol } from '../values/protocol.js';
import type { FindingType } from './finding.js';

/** What a finding is about: what stays the same while the configuration does. */
export interface FindingSubject {
  readonly type: FindingType;
  readonly account: string | undefined;
  readonly networkInterfaceId: string;
  readonly route: Route;
  readonly componentId: string;
  readonly protocol: Protocol | undefined;
  readonly port: number | undefined;
  /** ARN or name. */
  readonly loadBalancer: string | undefined;
}

/** 40 hexadecimal digits, as Classic's Security Hub ids had. */
export const findingId = (subject: FindingSubject): string => {
  const { type, account, networkInterfaceId, route, componentId, protocol, port, loadBalancer } = subject;
  const parts = [type, account, networkInterfaceId, route, componentId, protocol, port, loadBalancer];
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('hex')
    .slice(0, 40);
};
