import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeQuestion } from '../../../encodings/question.js';
import type { Answer, Ask } from '../../../src/engines/engine.js';
import { createSmtEngine } from '../../../src/engines/smt/engine.js';
import { DisagreementError, portsOf, propose, settle } from '../../../src/engines/smt/exactPorts.js';
import type { CheckRecord } from '../../../src/engines/smt/prover.js';
import type { Question, Semantics } from '../../../src/paths/path.js';
import type { CheckResult, Script, Solver } from '../../../src/solver/solver.js';
import { InProcessZ3 } from '../../../src/solver/z3/inProcess.js';
import { subtractRanges } from '../../../src/terms/rangeSet.js';
import { questionScript } from '../../../src/terms/smtLib/script.js';
import { TermFactory } from '../../../src/terms/termFactory.js';
import { question, sourcePortRange } from '../../encodings/arbitraries.js';
import { naivelyPasses } from '../../encodings/naive.js';
import { bruteForcePorts } from './bruteForce.js';
import { groupRule, internetQuestion } from './questions.js';

const runs = Number(process.env.FC_RUNS ?? 300);
const semantics = fc.constantFrom<Semantics[]>('two-way', 'two-way', 'one-way');
const everyPort = { semantics: 'two-way' as const, sourcePorts: { from: 1, to: 65_535 } };

let z3: Solver;
beforeAll(async () => {
  z3 = await InProcessZ3.start({ timeoutSeconds: 20 });
});
afterAll(() => z3.close());

const ends = (ranges: readonly { readonly from: number; readonly to: number }[]) =>
  ranges.map(({ from, to }) => ({ from, to }));

/** Passes scripts on to Z3, and counts them. */
const counting = () => {
  const scripts: Script[] = [];
  const solver: Solver = {
    description: z3.description,
    check: (script) => {
      scripts.push(script);
      return z3.check(script);
    },
    close: async () => {},
  };
  return { scripts, solver };
};

/** Answers as a function says, and Z3 where it says nothing. */
const answering = (answer: (script: Script, count: number) => CheckResult | undefined): Solver => {
  let count = 0;
  return {
    description: z3.description,
    check: async (script) => answer(script, count++) ?? z3.check(script),
    close: async () => {},
  };
};

const ask = async (asked: Question, solver: Solver, protocol: Ask['protocol'] = 'tcp'): Promise<Answer> => {
  const [answer] = await createSmtEngine({ ...everyPort, startSolver: async () => solver }).answer([
    { question: asked, protocol },
  ]);
  if (answer === undefined) throw new Error('no answer');
  return answer;
};

const expectExact = (
  { question: asked, protocol }: Ask,
  answer: Answer | undefined,
  options: { readonly semantics: Semantics; readonly sourcePorts: { readonly from: number; readonly to: number } },
) => {
  const must = bruteForcePorts(asked, protocol, { ...options, mode: 'must' });
  const may = bruteForcePorts(asked, protocol, { ...options, mode: 'may' });
  expect(ends(answer?.reachable ?? [])).toEqual(must);
  expect(ends(answer?.undecided ?? [])).toEqual(subtractRanges(may, must));
  expect(answer?.reasons.map(({ kind }) => kind)).toEqual(answer?.undecided.length === 0 ? [] : ['missing']);
  for (const { from, to, witness } of answer?.reachable ?? []) {
    expect(witness.destinationPort).toBeGreaterThanOrEqual(from);
    expect(witness.destinationPort).toBeLessThanOrEqual(to);
    expect(naivelyPasses(asked, witness, { ...options, mode: 'must' })).toBe(true);
  }
};

describe('the SMT engine', () => {
  it('finds exactly the ports that brute force finds, with witnesses that get through', async () => {
    await fc.assert(
      fc.asyncProperty(question, semantics, sourcePortRange, async (asked, meaning, sourcePorts) => {
        const options = { semantics: meaning, sourcePorts };
        const engine = createSmtEngine({ ...options, startSolver: async () => z3 });
        const asks = (['tcp', 'udp'] as const).map((protocol): Ask => ({ question: asked, protocol }));
        const answers = await engine.answer(asks);
        for (const [index, each] of asks.entries()) expectExact(each, answers[index], options);
      }),
      { numRuns: runs, seed: 42 },
    );
  });

  it('finds the same when it asks many questions together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 10, maxLength: 30 }), async (questions) => {
        const engine = createSmtEngine({ ...everyPort, startSolver: async () => z3 });
        const asks = questions.map((asked): Ask => ({ question: asked, protocol: 'tcp' }));
        const answers = await engine.answer(asks);
        for (const [index, each] of asks.entries()) expectExact(each, answers[index], everyPort);
      }),
      { numRuns: Math.ceil(runs / 20), seed: 42 },
    );
  });

  it('finds the same from models alone, when nothing is proposed', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const factory = new TermFactory();
        const conjuncts = encodeQuestion(factory, asked, 'tcp', everyPort, 'must');
        const proposal = { ...propose({ factory, question: asked, conjuncts }), clients: [] };
        const violated = factory.and(...conjuncts);
        const { clients, open } = await settle({ ...proposal, violated }, (term) =>
          z3.check(questionScript([{ name: undefined, term }])),
        );
        expect(open).toEqual([]);
        expect(portsOf(clients)).toEqual(bruteForcePorts(asked, 'tcp', { ...everyPort, mode: 'must' }));
      }),
      { numRuns: Math.ceil(runs / 3), seed: 7 },
    );
  });

  it('gives the same answers whenever it is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 10 }), async (questions) => {
        const asks = questions.map((asked): Ask => ({ question: asked, protocol: 'tcp' }));
        const answers = async () => createSmtEngine({ ...everyPort, startSolver: async () => z3 }).answer(asks);
        expect(await answers()).toEqual(await answers());
      }),
      { numRuns: 20, seed: 42 },
    );
  });
});

describe('the questions to the solver', () => {
  const open = internetQuestion([groupRule('tcp', 443, 443, '0.0.0.0/0'), groupRule('tcp', 22, 22, '198.51.100.0/24')]);

  it('are one for a simple question, and none for what folds to a constant', async () => {
    const { scripts, solver } = counting();
    const answer = await ask(open, solver);
    expect(ends(answer.reachable)).toEqual([
      { from: 22, to: 22 },
      { from: 443, to: 443 },
    ]);
    expect(scripts).toHaveLength(1);
    expect(await ask(open, solver, 'udp')).toEqual({ reachable: [], undecided: [], reasons: [] });
    expect(scripts).toHaveLength(1);
  });

  it('are told to whoever wants to log them', async () => {
    const checks: CheckRecord[] = [];
    const engine = createSmtEngine({
      ...everyPort,
      startSolver: async () => z3,
      onCheck: (check) => checks.push(check),
    });
    const other = internetQuestion([groupRule('tcp', 80, 80, '0.0.0.0/0')]);
    await engine.answer([open, other].map((asked): Ask => ({ question: asked, protocol: 'tcp' })));
    expect(checks).toEqual([
      {
        formulas: 2,
        status: 'unsat',
        milliseconds: expect.any(Number),
        statistics: { terms: expect.any(Number), atoms: 10, variables: 3 },
      },
    ]);
  });

  it('are asked once for equal questions', async () => {
    const { scripts, solver } = counting();
    const engine = createSmtEngine({ ...everyPort, startSolver: async () => solver });
    const again: Question = { ...open };
    const answers = await engine.answer([
      { question: open, protocol: 'tcp' },
      { question: open, protocol: 'tcp' },
      { question: again, protocol: 'tcp' },
    ]);
    expect(scripts).toHaveLength(1);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('never start a solver that is not needed', async () => {
    const engine = createSmtEngine({
      ...everyPort,
      startSolver: () => Promise.reject(new Error('nothing to solve')),
    });
    const closed = internetQuestion([]);
    expect(await engine.answer([{ question: closed, protocol: 'tcp' }])).toEqual([
      { reachable: [], undecided: [], reasons: [] },
    ]);
    await engine.close();
  });

  it('pass on that a solver cannot start', async () => {
    const engine = createSmtEngine({ ...everyPort, startSolver: () => Promise.reject(new Error('no such solver')) });
    await expect(engine.answer([{ question: open, protocol: 'tcp' }])).rejects.toThrow('no such solver');
  });
});

describe('witnesses', () => {
  it('look natural where the configuration lets them', async () => {
    const asked = internetQuestion([
      groupRule('tcp', 443, 443, '0.0.0.0/0'),
      groupRule('tcp', 22, 22, '198.51.100.0/24'),
      groupRule('tcp', 0, 10, '203.0.113.7/32'),
    ]);
    const { reachable } = await ask(asked, z3);
    expect(reachable.map(({ witness }) => [witness.source.value, witness.sourcePort, witness.destinationPort])).toEqual(
      [
        [0xcb007107n, 49_152, 1],
        [0xc6336401n, 49_152, 22],
        [0x08080808n, 49_152, 443],
      ],
    );
  });

  it('join ranges of different clients', async () => {
    const asked = internetQuestion([
      groupRule('tcp', 20, 25, '198.51.100.0/24'),
      groupRule('tcp', 26, 30, '203.0.113.0/24'),
    ]);
    const { reachable } = await ask(asked, z3);
    expect(ends(reachable)).toEqual([{ from: 20, to: 30 }]);
  });
});

describe('a solver without an answer', () => {
  const open = internetQuestion([groupRule('tcp', 443, 443, '0.0.0.0/0')]);
  const unknown: CheckResult = { status: 'unknown', reason: 'timeout' };

  it('leaves every port undecided', async () => {
    const answer = await ask(
      open,
      answering(() => unknown),
    );
    expect(answer).toEqual({
      reachable: [],
      undecided: [{ from: 0, to: 65_535 }],
      reasons: [{ kind: 'solver', message: 'timeout' }],
    });
  });

  it('leaves undecided only what it did not prove', async () => {
    // The first check asks for both sides at once, the second whether the client reaches its ports, the third the rest.
    const answer = await ask(
      open,
      answering((_, count) => (count === 0 || count === 2 ? unknown : undefined)),
    );
    expect(ends(answer.reachable)).toEqual([{ from: 443, to: 443 }]);
    expect(answer.undecided).toEqual([
      { from: 0, to: 442 },
      { from: 444, to: 65_535 },
    ]);
    expect(answer.reasons).toEqual([{ kind: 'solver', message: 'timeout' }]);
  });

  it('costs nothing when the sides can be decided one by one', async () => {
    const answer = await ask(
      open,
      answering((_, count) => (count === 0 ? unknown : undefined)),
    );
    expect(ends(answer.reachable)).toEqual([{ from: 443, to: 443 }]);
    expect(answer.undecided).toEqual([]);
  });

  it('does not spoil the answers to other questions of its batch', async () => {
    const questions = Array.from({ length: 8 }, (_, index) =>
      internetQuestion([groupRule('tcp', 100 + index, 100 + index, '0.0.0.0/0')]),
    );
    const engine = createSmtEngine({
      ...everyPort,
      startSolver: async () => answering(({ text }) => (text.includes('#x0066') ? unknown : undefined)),
    });
    const answers = await engine.answer(questions.map((asked) => ({ question: asked, protocol: 'tcp' })));
    expect(answers.map(({ undecided }) => undecided.length > 0)).toEqual(questions.map((_, index) => index === 2));
  });

  it('is told apart from what the snapshot lacks', async () => {
    const gap = { resource: 'pl-1', reason: 'not in the snapshot', remedy: 'look' };
    const asked = internetQuestion([{ ...groupRule('tcp', 443, 443, '0.0.0.0/0'), gap }]);
    expect(await ask(asked, z3)).toEqual({
      reachable: [],
      undecided: [{ from: 443, to: 443 }],
      reasons: [{ kind: 'missing', gaps: [gap] }],
    });
    const { reasons } = await ask(
      asked,
      answering(() => unknown),
    );
    expect(reasons.map(({ kind }) => kind)).toEqual(['missing', 'solver']);
  });
});

describe('a solver that is wrong', () => {
  const open = internetQuestion([groupRule('tcp', 443, 443, '0.0.0.0/0')]);

  it('is found out by its model, which the evaluator checks', async () => {
    const model = new Map([
      ['source', 0x08080808n],
      ['sourcePort', 49_152n],
      ['destinationPort', 22n],
    ]);
    await expect(
      ask(
        open,
        answering(() => ({ status: 'sat', model })),
      ),
    ).rejects.toThrow(DisagreementError);
  });

  it('is found out in a batch as well', async () => {
    const model = new Map([
      ['source', 0x08080808n],
      ['sourcePort', 49_152n],
      ['destinationPort', 22n],
    ]);
    const engine = createSmtEngine({
      ...everyPort,
      startSolver: async () => answering(() => ({ status: 'sat', model })),
    });
    const other = internetQuestion([groupRule('tcp', 80, 80, '0.0.0.0/0')]);
    const asks = [open, other].map((asked): Ask => ({ question: asked, protocol: 'tcp' }));
    await expect(engine.answer(asks)).rejects.toThrow(DisagreementError);
  });
});
