/** The text of a snapshot's file: the same content has the same bytes, whether it is written or only hashed. */
export const documentText = (content: unknown): string => `${JSON.stringify(content, undefined, 2)}\n`;
