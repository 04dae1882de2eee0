/** Text and data inside HTML that hostile names cannot leave. */
import { createHash } from 'node:crypto';
import { printable } from '../../values/printable.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of an element or of a quoted attribute. Control and bidirectional characters are spelled out. */
export const html = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);

const jsonEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON that neither ends a script element nor opens a comment in it (HTML standard, "script data" states). */
export const embeddedJson = (value: unknown): string => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, jsonEscape);

/** Source expression of a Content-Security-Policy for an inline script or style with exactly this text. */
export const cspHash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
