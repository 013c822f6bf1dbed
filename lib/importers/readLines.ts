import { isUtf8 } from 'node:buffer';
import { KeyblastError } from '../model/errors.ts';
import type { InputFile } from './importer.ts';
import { refuseOtherText } from './inputFile.ts';

/** Longer lines are no records, and would have to be held in memory whole. */
export const maxLineBytes = 64 * 1024 * 1024;

/** A part of the file's text, valid UTF-8. `line` is the number of the line that it begins in, from 1. */
export type Block = { line: number; text: string };

/**
 * The file in blocks of whole lines, a chunk or so each: memory holds one block. A byte order mark is dropped. Invalid UTF-8, a NUL byte and a line over
 * `maxBytes` end the file with an error that names the line.
 */
export function readBlocks(file: InputFile, maxBytes = maxLineBytes): AsyncGenerator<Block> {
  return readCut(file, afterLastLine, maxBytes);
}

/** The same for files that need no lines: blocks end between two characters, wherever the chunks do. */
export function readPieces(file: InputFile): AsyncGenerator<Block> {
  return readCut(file, afterLastCharacter, maxLineBytes);
}

async function* readCut(file: InputFile, cut: (chunk: Uint8Array, held: Uint8Array[]) => number, maxBytes: number): AsyncGenerator<Block> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let line = 1;
  let first = true;
  for await (const chunk of file.open()) {
    const end = cut(chunk, held);
    if (end > 0) {
      const bytes = Buffer.concat([...held, chunk.subarray(0, end)]);
      yield block(file.name, bytes, line, first);
      line += newlines(bytes);
      first = false;
      held = [];
      heldBytes = 0;
    }
    if (end < chunk.byteLength) held.push(chunk.subarray(end));
    heldBytes += chunk.byteLength - end;
    if (heldBytes > maxBytes)
      throw new KeyblastError(
        'TOO_LARGE',
        `${file.name} line ${line} is longer than ${maxBytes === maxLineBytes ? '64 MiB' : `${maxBytes} bytes`}; it is not a file of records, nothing of it was imported`,
      );
  }
  if (heldBytes > 0) yield block(file.name, Buffer.concat(held), line, first);
}

const afterLastLine = (chunk: Uint8Array): number => chunk.lastIndexOf(10) + 1;

/** Where the last character begins if it is cut, else the end; what is held is the beginning of one, at most three bytes. */
function afterLastCharacter(chunk: Uint8Array, held: Uint8Array[]): number {
  const bytes = held.length === 0 ? chunk : Buffer.concat([...held, chunk]);
  return Math.max(0, wholeCharacters(bytes) - (bytes.byteLength - chunk.byteLength));
}

/** A character has at most four bytes, of which only the first is not 10xxxxxx. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let at = bytes.byteLength - 1; at >= Math.max(0, bytes.byteLength - 4); at--) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return at + length > bytes.byteLength ? at : bytes.byteLength;
  }
  return bytes.byteLength;
}

/** One line without its end, with its number from 1. */
export type Line = { line: number; text: string };

/** The lines of the file, blank ones left out. */
export async function* readLines(file: InputFile): AsyncGenerator<Line> {
  for await (const { line, text } of readBlocks(file)) {
    let start = 0;
    let number = line;
    while (start < text.length) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      const content = text.slice(start, end).trim();
      if (content !== '') yield { line: number, text: content };
      start = end + 1;
      number++;
    }
  }
}

function block(name: string, bytes: Buffer, line: number, first: boolean): Block {
  if (first) refuseOtherText(name, bytes);
  const start = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    throw new KeyblastError(
      'INVALID',
      `${name} line ${line + newlines(bytes.subarray(0, nul))} holds a NUL byte: it is binary data, not text; nothing of it was imported`,
    );
  if (!isUtf8(bytes))
    throw new KeyblastError(
      'INVALID',
      `${name} line ${line + badLine(bytes)} is not valid UTF-8; convert the file and import it again, nothing of it was imported`,
    );
  return { line, text: bytes.toString('utf8', start) };
}

function newlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

/** Lines before the first that is not UTF-8. */
function badLine(bytes: Buffer): number {
  let line = 0;
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(10, start)) {
    start = end + 1;
    line++;
  }
  return line;
}
