import type { Gap } from '../network/gap.js';
import type { Hop } from './path.js';

/** Everything that the snapshot lacks and that may matter to a hop. */
export const gapsOfHop = (hop: Hop): readonly Gap[] => {
  switch (hop.kind) {
    case 'condition':
    case 'networkAcl':
      return hop.gap === undefined ? [] : [hop.gap];
    case 'routeTable':
      return [
        hop.gap,
        ...(hop.table?.rows ?? []).map(({ gap }) => gap),
        ...(hop.table?.unresolved ?? []).map(({ gap }) => gap),
      ].filter((gap) => gap !== undefined);
    case 'securityGroups':
      return [...hop.gaps, ...hop.rules.flatMap(({ gap }) => (gap === undefined ? [] : [gap]))];
  }
};
