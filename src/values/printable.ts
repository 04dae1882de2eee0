/** Control, format (bidirectional overrides among them) and surrogate characters: they could forge a terminal's output. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** The text on one line, without characters that a terminal would act on. */
export const printable = (text: string): string => text.replace(unprintable, escaped);
