/** `explain --format table`: the path from hop to hop. */
import pc from 'picocolors';
import type { HopEvaluation } from '../../engines/evaluator/evaluation.js';
import type { HopChange } from '../../proofs/change.js';
import type { PathExplanation, TracedPath } from '../../proofs/explain.js';
import { printable } from '../../values/printable.js';
import type { ExplanationReporter } from './report.js';
import { changeText, clientPacketText, codeOf, decisionText, legText, placeText, wayText } from './text.js';

type Colors = ReturnType<typeof pc.createColors>;

/** Blocked ways beyond these are only counted. */
const mostBlocked = 3;

export const reportExplanationTable: ExplanationReporter = function* ({ claim, explanation }, { color }) {
  const colors = pc.createColors(color);
  const paint = { reachable: colors.red, unreachable: colors.green, undecided: colors.yellow };
  yield `${colors.bold(paint[explanation.verdict](explanation.verdict))}: ${printable(claim.name)}\n`;
  const { paths } = explanation;
  const open = paths.filter(({ verdict }) => verdict === 'open');
  const undecided = paths.filter(({ verdict }) => verdict === 'undecided');
  const blocked = paths.filter(({ verdict }) => verdict === 'blocked');
  for (const path of [...open, ...undecided]) yield* pathText(path, colors);
  if (open.length === 0) {
    for (const path of blocked.slice(0, mostBlocked)) yield* pathText(path, colors);
    if (blocked.length > mostBlocked)
      yield `\n${blocked.length - mostBlocked} more blocked ways need as many changes or more\n`;
  } else if (blocked.length > 0) {
    yield `\n${blocked.length === 1 ? 'one other way is' : `${blocked.length} other ways are`} blocked\n`;
  }
  for (const { reason, remedy } of explanation.gaps)
    yield `\nnot known: ${printable(reason)}\n  ${printable(remedy)}\n`;
};

function* pathText(explained: PathExplanation, colors: Colors): Iterable<string> {
  yield `\n${colors.bold(printable(wayText(explained.path)))}\n`;
  for (const assumption of explained.path.assumptions) yield `  ${colors.dim(`assumed: ${printable(assumption)}`)}\n`;
  switch (explained.verdict) {
    case 'undecided':
      for (const { reason, remedy } of explained.gaps)
        yield `  not known: ${printable(reason)}\n    ${printable(remedy)}\n`;
      return;
    case 'open':
      yield* hopsText(explained.trace, [], colors);
      return;
    case 'blocked': {
      const [first, ...others] = explained.corrections;
      if (first === undefined) {
        yield '  no packet of this source can come this way, whatever the settings\n';
        return;
      }
      yield* hopsText(first, first.changes, colors);
      yield `  ${explained.corrections.length === 1 ? 'the smallest change' : 'a smallest change'} that would let it in:\n`;
      for (const { change } of first.changes) yield `    - ${printable(changeText(change))}\n`;
      for (const { changes } of others) {
        yield '  or:\n';
        for (const { change } of changes) yield `    - ${printable(changeText(change))}\n`;
      }
    }
  }
}

function* hopsText(trace: TracedPath, changes: readonly HopChange[], colors: Colors): Iterable<string> {
  yield `  ${printable(clientPacketText(trace))}\n`;
  let leg = '';
  for (const [index, evaluation] of trace.hops.entries()) {
    const next = legText(evaluation);
    if (next !== leg) yield `  ${colors.dim(next)}\n`;
    leg = next;
    yield `    ${hopText(evaluation, codeOf(changes, index), colors)}\n`;
  }
}

const hopText = (evaluation: HopEvaluation, code: string | undefined, colors: Colors): string => {
  const mark = { admitted: colors.green('✓'), refused: colors.red('✗'), undecided: colors.yellow('?') }[
    evaluation.verdict
  ];
  const decided = printable(decisionText(evaluation));
  const place = evaluation.kind === 'condition' ? '' : `${printable(placeText(evaluation))}: `;
  return `${mark} ${place}${evaluation.verdict === 'admitted' ? decided : colors.bold(decided)}${code === undefined ? '' : ` ${colors.dim(code)}`}`;
};
