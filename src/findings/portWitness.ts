/** A packet to one particular port of an exposure. */
import type { Ask, Engine, EngineOptions } from '../engines/engine.js';
import type { Path, Question } from '../paths/path.js';
import { portInRange } from '../values/ports.js';
import type { Protocol } from '../values/protocol.js';
import type { AnsweredExposure } from './exposures.js';
import { ReplayError, replays, witnessOf } from './replay.js';
import type { Witness } from './witness.js';

/** A port for which a packet is wanted, and the exposures that reach it. */
export interface WantedPort {
  readonly exposures: readonly AnsweredExposure[];
  readonly protocol: Protocol;
  readonly port: number;
}

/**
 * A witness for each wanted port, in their order. A range has one witness, to one of its ports; mostly the same client
 * reaches the others as well, and the packet evaluator says so. Where it does not, the engine is asked about the port.
 *
 * @throws ReplayError when the engine reaches the port and then does not
 */
export const portWitnesses = async (
  wanted: readonly WantedPort[],
  engine: Engine,
  options: EngineOptions,
): Promise<readonly Witness[]> => {
  const moved = wanted.map((want) => movedWitness(want, options));
  const narrowed = new Map<Question, Map<number, Question>>();
  const asks: { readonly index: number; readonly path: Path; readonly ask: Ask }[] = [];
  for (const [index, want] of wanted.entries()) {
    if (moved[index] !== undefined) continue;
    const path = pathReaching(want);
    asks.push({ index, path, ask: { question: narrow(narrowed, path.question, want.port), protocol: want.protocol } });
  }
  if (asks.length > 0) {
    const answers = await engine.answer(asks.map(({ ask }) => ask));
    for (const [at, { index, path, ask }] of asks.entries()) {
      const found = answers[at]?.reachable[0]?.witness;
      if (found === undefined) {
        throw new ReplayError(
          `the engine found port ${ask.question.destinationPorts.from} of ${path.networkInterface.id} reachable, and then not`,
        );
      }
      moved[index] = witnessOf(path, found, options);
    }
  }
  return moved.filter((witness) => witness !== undefined);
};

const partsOf = ({ exposures, protocol, port }: WantedPort) =>
  exposures.flatMap(({ answered }) =>
    answered.flatMap(({ path, answers }) =>
      (answers[protocol]?.reachable ?? [])
        .filter((range) => portInRange(range, port))
        .map((range) => ({ path, range })),
    ),
  );

const movedWitness = (want: WantedPort, options: EngineOptions): Witness | undefined => {
  for (const { path, range } of partsOf(want)) {
    const assignment = { ...range.witness, destinationPort: want.port };
    if (replays(path, assignment, options)) return witnessOf(path, assignment, options);
  }
  return undefined;
};

const pathReaching = (want: WantedPort): Path => {
  const [part] = partsOf(want);
  if (part === undefined) throw new Error(`no path reaches port ${want.port}`);
  return part.path;
};

/** Equal questions stay one object, so that an engine decides them once. */
const narrow = (known: Map<Question, Map<number, Question>>, question: Question, port: number): Question => {
  let ofQuestion = known.get(question);
  if (ofQuestion === undefined) {
    ofQuestion = new Map();
    known.set(question, ofQuestion);
  }
  let narrowed = ofQuestion.get(port);
  if (narrowed === undefined) {
    narrowed = { ...question, destinationPorts: { from: port, to: port } };
    ofQuestion.set(port, narrowed);
  }
  return narrowed;
};
