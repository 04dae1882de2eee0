/** What yargs says about a command line, in this program's style: lower case, what the user wrote in backticks. */
export const yargsTexts = {
  'Unknown argument: %s': 'unknown flag or argument `%s`',
  'Unknown command: %s': 'unknown command `%s`',
  'Not enough arguments following: %s': 'expected a value after `--%s`',
  'Invalid values:': '',
  'Argument: %s, Given: %s, Choices: %s': '`--%s` is %s, expected one of %s',
  'Did you mean %s?': 'unknown command; did you mean `%s`?',
  'Missing required argument: %s': 'expected `--%s`',
  'Too many non-option arguments: got %s, maximum of %s': 'unexpected argument',
};
