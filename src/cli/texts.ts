/** What yargs says about a command line, in this program's style: one line, lower case, the user's words in backticks. */
const restatements: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^Unknown arguments?: (.*)$/, (found) => `unknown flag or argument ${quoted(found)}`],
  [/^Unknown commands?: (.*)$/, (found) => `unknown command ${quoted(found)}`],
  [/^Did you mean (.*)\?$/, (found) => `unknown command; did you mean \`${found}\`?`],
  [/^Not enough arguments following: (.*)$/, (found) => `expected a value after \`--${found}\``],
  [/^Too many non-option arguments: (.*)$/, (found) => `too many arguments: ${found}`],
];

const quoted = (list: string): string =>
  list
    .split(', ')
    .map((word) => `\`${word}\``)
    .join(', ');

export const restate = (message: string): string => {
  const line = message.replaceAll(/\s*\n\s*/g, ' ').trim();
  for (const [pattern, say] of restatements) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return say(found);
  }
  return line;
};
