import type { Route, Semantics } from './path.js';

/** Which paths to build. */
export interface PathOptions {
  readonly routes: readonly Route[];
  readonly semantics: Semantics;
  /**
   * Also build the ways that a fact of the configuration closes for every packet (a detached gateway, no public
   * address): explanations show them. Assessments leave them out.
   */
  readonly blocked?: boolean;
}
