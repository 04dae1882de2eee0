import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ParsedTokenInfo } from '@streamparser/json';
import { fileError } from './fileError.js';
import type { FileIntake } from './fileIntake.js';
import type { ListedFile } from './fileList.js';
import { cutOff, nestedTooDeeply, notUtf8 } from './jsonText.js';
import { shortened } from './printable.js';
import { snapshotKeyOf } from './schema.js';
import { SnapshotError } from './snapshotError.js';

/** AWS output nests some ten levels; the parser's work for a value grows with its depth. */
const deepest = 1000;
const chunkSize = 1024 * 1024;

/**
 * Reads a file of any size element by element: the text in memory is 1 MB and one resource at a time. Some four
 * times slower than `JSON.parse`.
 *
 * @returns SHA-256 of its bytes, hexadecimal
 * @throws SnapshotError when it cannot be read, is not JSON in UTF-8, or holds a malformed resource
 */
export const streamJsonFile = async ({ location, path }: ListedFile, intake: FileIntake): Promise<string> => {
  const hash = createHash('sha256');
  const parser = await elementParser(path, intake);
  const checkUtf8 = utf8Check(path);
  try {
    for await (const chunk of createReadStream(location, { highWaterMark: chunkSize })) {
      hash.update(chunk);
      checkUtf8(chunk);
      parser.write(chunk);
    }
  } catch (cause) {
    throw cause instanceof SnapshotError ? cause : fileError(path, cause, 'file');
  }
  checkUtf8(undefined);
  parser.end();
  return hash.digest('hex');
};

/** Takes a file's chunks and throws where they are not UTF-8; `undefined` ends the file. */
const utf8Check = (file: string): ((chunk: Uint8Array | undefined) => void) => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (chunk) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw notUtf8(file);
    }
  };
};

interface ElementParser {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** A parser that gives the intake each element of a top-level array, and each other top-level value, once complete. */
const elementParser = async (file: string, intake: FileIntake): Promise<ElementParser> => {
  const { Tokenizer, TokenParser, TokenType } = await import('@streamparser/json');
  const tokenizer = new Tokenizer();
  const parser = new TokenParser({ paths: ['$.*.*'], keepStack: false });
  let depth = 0;
  let offset = 0;
  let name = '';
  /** True between the colon and the comma of a top-level field. */
  let isValue = false;
  /** The fields of a top-level value that is an object. */
  let fields: Map<string, unknown> | undefined;

  parser.onValue = ({ key, value }) => {
    if (fields === undefined) intake.element(name, value, Number(key));
    else if (snapshotKeyOf(name) !== undefined) fields.set(String(key), value);
  };
  parser.onEnd = () => {
    if (!tokenizer.isEnded) tokenizer.end();
  };
  tokenizer.onToken = (info: ParsedTokenInfo) => {
    offset = info.offset;
    if (depth > deepest) throw nestedTooDeeply(file);
    parser.write(info);
    follow(info);
  };

  const follow = ({ token, value }: ParsedTokenInfo): void => {
    switch (token) {
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET:
        if (depth === 1) {
          fields = token === TokenType.LEFT_BRACE ? new Map() : undefined;
          if (fields === undefined) intake.array(name);
        }
        depth += 1;
        break;
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
        depth -= 1;
        if (depth === 1 && fields !== undefined) intake.value(name, Object.fromEntries(fields));
        break;
      case TokenType.COLON:
        if (depth === 1) isValue = true;
        break;
      case TokenType.COMMA:
        if (depth === 1) isValue = false;
        break;
      default:
        if (depth !== 1) break;
        if (isValue) intake.value(name, value);
        else name = String(value);
    }
  };

  return {
    write: (chunk) => {
      try {
        tokenizer.write(chunk);
      } catch (cause) {
        throw cause instanceof SnapshotError ? cause : syntaxError(file, cause, offset);
      }
    },
    end: () => {
      if (!parser.isEnded) throw cutOff(file);
      intake.finish();
    },
  };
};

/** Errors of the tokenizer tell where in the file they are, those of the parser follow the last token. */
const syntaxError = (file: string, cause: unknown, offset: number): SnapshotError => {
  const message = cause instanceof Error ? cause.message : String(cause);
  const position = /absolute position "(\d+)"/.exec(message)?.[1] ?? offset;
  const [problem = ''] = /^Unexpected (?:"[^"]*"|\w+)/.exec(message) ?? [];
  return new SnapshotError(
    { file },
    `expected JSON, found an error at byte ${position}: ${shortened(problem.replace('U', 'u'))}`,
    { cause },
  );
};
