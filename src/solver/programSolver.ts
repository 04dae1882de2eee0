import { symbol } from '../terms/smtLib/symbol.js';
import { outputOf, type ProgramAnswer, programVersion, readAnswer, type SolverProgram } from './smtLibProcess.js';
import { readValues } from './smtLibValues.js';
import type { CheckResult, Script, Solver, SolverDescription, SolverLimits } from './solver.js';

/**
 * A solver that is a program of its own, as an engine's solver. Each check is a process; a model costs a second one,
 * which is asked for the values: few checks have models.
 */
export class ProgramSolver implements Solver {
  readonly description: SolverDescription;
  readonly #program: SolverProgram;
  readonly #timeoutSeconds: number;

  private constructor(program: SolverProgram, version: string, { timeoutSeconds }: SolverLimits) {
    this.#program = program;
    this.#timeoutSeconds = timeoutSeconds;
    this.description = { name: program.name, version };
  }

  static async start(program: SolverProgram, limits: SolverLimits): Promise<ProgramSolver> {
    return new ProgramSolver(program, await programVersion(program), limits);
  }

  async check({ text, variables }: Script): Promise<CheckResult> {
    const wantsCore = text.includes(':produce-unsat-cores true') && !text.includes('(get-unsat-core)');
    const { answer } = await this.#run(wantsCore ? `${text}(get-unsat-core)\n` : text);
    if (answer.status === 'unsat') return { status: 'unsat', core: answer.core ?? [] };
    if (answer.status === 'unknown') return answer;
    if (variables.length === 0) return { status: 'sat', model: new Map() };
    const names = variables.map(({ name }) => symbol(name)).join(' ');
    const again = await this.#run(`(set-option :produce-models true)\n${text}(get-value (${names}))\n`);
    if (again.answer.status !== 'sat')
      return { status: 'unknown', reason: 'the solver answers the same script twice in different ways' };
    return { status: 'sat', model: readValues(again.rest, variables) };
  }

  async close(): Promise<void> {}

  async #run(script: string): Promise<{ readonly answer: ProgramAnswer; readonly rest: string }> {
    const output = await outputOf(this.#program, script, this.#timeoutSeconds);
    if (typeof output !== 'string') return { answer: output, rest: '' };
    return { answer: readAnswer(output), rest: output.slice(output.indexOf('\n') + 1) };
  }
}
