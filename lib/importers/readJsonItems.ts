import { KeyblastError } from '../model/errors.ts';
import type { InputFile } from './importer.ts';
import { close, closeList, comma, JsonScanner, open, openList } from './jsonScanner.ts';
import { parseJson } from './parseJson.ts';
import { type Line, maxLineBytes, readLines, readPieces } from './readLines.ts';

/** One JSON text of the file, the number of the line it begins on, and whether the file ended before it did. */
export type JsonItem = Line & { cut: boolean };

/**
 * The records of a JSON file, whichever way they are put: the items of one array, one value a line, or one value over many lines. Memory holds one item. The
 * texts are balanced, not yet checked: a broken one is the caller's to reject, and the next is found again. Records in a list within one value: `readJsonMembers.ts`.
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
    if (text.length > lookCharacters || hasSecondLine(text)) break;
  }
  const [first = '', second = ''] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return parseJson(first) !== undefined || (second.startsWith('{') && !/[:,[]$/.test(first)) ? 'lines' : 'value';
}

/** Two lines that are not blank. By hand: a pattern would try every character of a first line that has no end as a beginning. */
function hasSecondLine(text: string): boolean {
  const begun = text.length - text.trimStart().length;
  const end = text.indexOf('\n', begun);
  return end >= 0 && text.slice(end).trimStart() !== '';
}

async function* wholeLines(file: InputFile): AsyncGenerator<JsonItem> {
  for await (const line of readLines(file)) yield { ...line, cut: false };
}

/** `inList`: items are what stands between the commas of the outermost list, else values one after the other. */
async function* scanned(file: InputFile, inList: boolean): AsyncGenerator<JsonItem> {
  const outer = inList ? 1 : 0;
  const scanner = new JsonScanner();
  let depth = 0;
  for await (const piece of readPieces(file)) {
    scanner.next(piece);
    for (let code = scanner.code(); code >= 0; code = scanner.code()) {
      const closes = code === close || code === closeList;
      const ends = depth === outer && (code === comma || code === closeList);
      if (ends && scanner.isItem) yield { ...scanner.take(), cut: false };
      const begins = inList && depth === 0 ? code !== openList && code !== comma : !ends;
      if (begins && !scanner.isItem) scanner.begin();
      if (code === open || code === openList) depth++;
      else if (closes && depth > 0) depth--;
      if (!inList && depth === 0 && closes && scanner.isItem) yield { ...scanner.take('through'), cut: false };
    }
    if (scanner.keep() > maxLineBytes) throw new KeyblastError('TOO_LARGE', `${file.name} holds a record longer than ${maxLineBytes} bytes`);
  }
  if (scanner.isItem) yield { ...scanner.take(), cut: depth > outer || inList || scanner.isInQuotes };
  else if (inList && depth > 0) yield { line: scanner.line(), text: '', cut: true };
}
