import { KeyblastError } from '../model/errors.ts';
import type { InputFile } from './importer.ts';
import { parseJson } from './parseJson.ts';
import { type Line, maxLineBytes, readLines, readPieces } from './readLines.ts';

/** One JSON text of the file, the number of the line it begins on, and whether the file ended before it did. */
export type JsonItem = Line & { cut: boolean };

/**
 * The records of a JSON file, whichever way they are put: the items of one array, one value a line, or one value over many lines. Memory holds one item. The
 * texts are balanced, not yet checked: a broken one is the caller's to reject, and the next is found again.
 */
export async function* readJsonItems(file: InputFile): AsyncGenerator<JsonItem> {
  const shape = await shapeOf(file);
  if (shape === 'lines') yield* wholeLines(file);
  else yield* scanned(file, shape === 'array');
}

/** So much is looked at to tell one value a line from one value over many lines. */
const lookCharacters = 1024 * 1024;

/** Decided by the first two lines that are not blank: where the first is a value of its own, or the second begins another, there is one a line. */
async function shapeOf(file: InputFile): Promise<'array' | 'lines' | 'value'> {
  let text = '';
  for await (const piece of readPieces(file)) {
    text += piece.text;
    if (text.trimStart().startsWith('[')) return 'array';
    if (text.length > lookCharacters || /\S[^\n]*\n\s*\S/.test(text)) break;
  }
  const [first = '', second = ''] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return parseJson(first) !== undefined || (second.startsWith('{') && !/[:,[]$/.test(first)) ? 'lines' : 'value';
}

async function* wholeLines(file: InputFile): AsyncGenerator<JsonItem> {
  for await (const line of readLines(file)) yield { ...line, cut: false };
}

const [quote, backslash, comma, open, close, openList, closeList, newline] = [34, 92, 44, 123, 125, 91, 93, 10] as const;

/** Follows brackets and strings only; `inList`: items are what stands between the commas of the outermost list. */
async function* scanned(file: InputFile, inList: boolean): AsyncGenerator<JsonItem> {
  const outer = inList ? 1 : 0;
  let [depth, line, start, startLine] = [0, 1, -1, 1];
  let [inString, escaped] = [false, false];
  let held = '';
  for await (const block of readPieces(file)) {
    const text = block.text;
    line = block.line;
    start = held === '' ? -1 : 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === newline) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (code === backslash) escaped = true;
        else if (code === quote) inString = false;
        continue;
      }
      if (code <= 32) continue;
      const ends = depth === outer && (code === comma || code === closeList);
      if (ends && start >= 0) {
        yield { line: startLine, text: held + text.slice(start, i), cut: false };
        [held, start] = ['', -1];
      }
      const begins = inList && depth === 0 ? code !== openList && code !== comma : !ends;
      if (begins && start < 0) [start, startLine] = [i, line];
      if (code === quote) inString = true;
      else if (code === open || code === openList) depth++;
      else if ((code === close || code === closeList) && depth > 0) depth--;
      if (!inList && depth === 0 && start >= 0 && (code === close || code === closeList)) {
        yield { line: startLine, text: held + text.slice(start, i + 1), cut: false };
        [held, start] = ['', -1];
      }
    }
    held = start >= 0 ? held + text.slice(start) : '';
    if (held.length > maxLineBytes) throw new KeyblastError('TOO_LARGE', `${file.name} line ${startLine} begins a record longer than ${maxLineBytes} bytes`);
  }
  if (held.trim() !== '') yield { line: startLine, text: held, cut: depth > outer || inString || inList };
  else if (inList && depth > 0) yield { line, text: '', cut: true };
}
