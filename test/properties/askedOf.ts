/** What an assessment asks about a network: every distinct question of every path to every interface. */
import type { Network } from '../../src/network/network.js';
import { allRoutes, type Path, type Question, type Semantics } from '../../src/paths/path.js';
import { pathsTo } from '../../src/paths/pathsTo.js';

export const pathsOf = (network: Network, semantics: Semantics): readonly Path[] =>
  network.networkInterfaces.flatMap((networkInterface) =>
    pathsTo(network, networkInterface, { routes: allRoutes, semantics }),
  );

export const questionsOf = (network: Network, semantics: Semantics): readonly Question[] => [
  ...new Set(pathsOf(network, semantics).map(({ question }) => question)),
];
