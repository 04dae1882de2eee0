/** A hop lets a packet pass: one of condition.ts, routeTable.ts, networkAcl.ts, securityGroups.ts. */
import type { Hop } from '../src/paths/path.js';
import type { BooleanTerm } from '../src/terms/term.js';
import { condition } from './condition.js';
import { networkAcl } from './networkAcl.js';
import type { Packet } from './packet.js';
import { routeTable } from './routeTable.js';
import { securityGroups } from './securityGroups.js';

export const hopTerm = (packet: Packet, hop: Hop): BooleanTerm => {
  switch (hop.kind) {
    case 'condition':
      return condition(packet, hop);
    case 'routeTable':
      return routeTable(packet, hop);
    case 'networkAcl':
      return networkAcl(packet, hop);
    case 'securityGroups':
      return securityGroups(packet, hop);
  }
};
