import { KeyblastError } from '../model/errors.ts';
import type { InputFile } from './importer.ts';
import { parseJson } from './parseJson.ts';
import { type Block, type Line, maxLineBytes, readLines, readPieces } from './readLines.ts';

/** One JSON text of the file, the number of the line it begins on, and whether the file ended before it did. `list`: the member of the value around that it is an item of. */
export type JsonItem = Line & { cut: boolean; list?: string };

/**
 * The records of a JSON file, whichever way they are put: the items of one array, one value a line, or one value over many lines. Memory holds one item. The
 * texts are balanced, not yet checked: a broken one is the caller's to reject, and the next is found again.
 * @param within members of one value over many lines whose items are records too (`{"Records": […]}`): they come one by one, and after them the value itself with those lists empty
 */
export async function* readJsonItems(file: InputFile, within: ReadonlySet<string> = nowhere): AsyncGenerator<JsonItem> {
  const shape = await shapeOf(file);
  if (shape === 'lines') yield* wholeLines(file);
  else yield* scanned(file, shape === 'array', within);
}
const nowhere: ReadonlySet<string> = new Set();

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

const [quote, backslash, comma, open, close, openList, closeList] = [34, 92, 44, 123, 125, 91, 93] as const;

/**
 * Follows brackets and strings only. Items are whole values (`outer` 0), or what stands between the commas of the outermost list (1) or of a list within a value (2), which is then
 * `around` it.
 */
async function* scanned(file: InputFile, inArray: boolean, within: ReadonlySet<string>): AsyncGenerator<JsonItem> {
  let outer: number = inArray ? 1 : 0;
  let around: { text: string; line: number; list: string } | undefined;
  let [depth, start, startLine, line] = [0, -1, 1, 1];
  let [inString, escaped] = [false, false];
  let held = '';
  const item = (text: string): JsonItem => ({ line: startLine, text: held + text, cut: false, ...(around === undefined ? {} : { list: around.list }) });
  for await (const block of readPieces(file)) {
    const text = block.text;
    const lineAt = lineCounter(block);
    start = held === '' ? -1 : 0;
    for (let i = 0; i < text.length; i++) {
      if (inString) {
        const end = endOfString(text, i, escaped);
        inString = end < 0;
        escaped = inString && endsEscaped(text, i, escaped);
        if (inString) break;
        i = end;
        continue;
      }
      const code = text.charCodeAt(i);
      if (code <= 32) continue;
      const ends = depth === outer && (code === comma || code === closeList);
      if (ends && start >= 0) {
        yield item(text.slice(start, i));
        [held, start] = ['', -1];
      }
      if (ends && around !== undefined && code === closeList) {
        [held, start, startLine] = [around.text, i, around.line];
        [outer, around] = [0, undefined];
      } else if (code === openList && depth === 1 && outer === 0) {
        const list = memberBefore(held + text.slice(start, i));
        if (list !== undefined && within.has(list)) {
          around = { text: held + text.slice(start, i + 1), line: startLine, list };
          [outer, depth, held, start] = [2, 2, '', -1];
          continue;
        }
      }
      const begins = inArray && depth === 0 ? code !== openList && code !== comma : !ends;
      if (begins && start < 0) [start, startLine] = [i, lineAt(i)];
      if (code === quote) inString = true;
      else if (code === open || code === openList) depth++;
      else if ((code === close || code === closeList) && depth > 0) depth--;
      if (outer === 0 && depth === 0 && start >= 0 && (code === close || code === closeList)) {
        yield item(text.slice(start, i + 1));
        [held, start] = ['', -1];
      }
    }
    held = start >= 0 ? held + text.slice(start) : '';
    line = lineAt(text.length);
    if (held.length > maxLineBytes) throw new KeyblastError('TOO_LARGE', `${file.name} line ${startLine} begins a record longer than ${maxLineBytes} bytes`);
  }
  const cut = depth > outer || inString || outer > 0;
  if (held.trim() !== '') yield { ...item(''), cut };
  else if (outer > 0 && depth > 0) yield { ...item(''), line, text: '', cut: true };
}

/** Most of a file is strings: their ends are looked for, not walked to (three times as fast). The closing quote from `from` on; -1 where the block ends before. */
function endOfString(text: string, from: number, escaped: boolean): number {
  for (let at = text.indexOf('"', escaped ? from + 1 : from); at >= 0; at = text.indexOf('"', at + 1)) {
    let marks = 0;
    while (at - marks > from && text.charCodeAt(at - marks - 1) === backslash) marks++;
    // those that reach back to where it began: the first of them may be escaped itself
    if (escaped && at - marks === from && marks > 0) marks--;
    if (marks % 2 === 0) return at;
  }
  return -1;
}

/** Whether what follows the block is escaped by its last character. */
function endsEscaped(text: string, from: number, escaped: boolean): boolean {
  let marks = 0;
  while (text.length - marks > from && text.charCodeAt(text.length - marks - 1) === backslash) marks++;
  if (escaped && text.length - marks === from && marks > 0) marks--;
  return marks % 2 === 1;
}

/** The number of the line at a place of the block; places must not go down. */
function lineCounter({ text, line }: Block): (place: number) => number {
  let [at, next] = [line, text.indexOf('\n')];
  return (place) => {
    for (; next >= 0 && next < place; next = text.indexOf('\n', next + 1)) at++;
    return at;
  };
}

/** The name of the member whose value begins behind the text. */
const memberBefore = (text: string): string | undefined => /"([^"\\]{1,100})"\s*:\s*$/.exec(text.slice(-200))?.[1];
