import { KeyblastError } from '../model/errors.ts';
import type { InputFile } from './importer.ts';
import { close, closeList, colon, comma, JsonScanner, open, openList } from './jsonScanner.ts';
import { maxLineBytes, readPieces } from './readLines.ts';

/**
 * A value that stands under one of the names asked for: each item of a list, or the value itself where it is none; `text` is its JSON text, `line` the number of the line that it begins on. `ends`: the
 * object ends in which such names stood. `cut`: the file ends before it does.
 */
export type JsonMember = { ends: false; name: string; line: number; text: string; cut: boolean } | { ends: true; line: number; cut: boolean };

/**
 * What stands under these names in the objects of a JSON file, however deep and however many objects there are (pages one after the other, one a line, in a list): the records of answers that are one object
 * with long lists. Memory holds one item; what stands under other names is passed over. Texts are balanced, not yet checked: a broken one is the caller's to reject, and the next is found again.
 * @param names matched whatever their capitals, given back as they are here
 */
export async function* readJsonMembers(file: InputFile, names: readonly string[]): AsyncGenerator<JsonMember> {
  const wanted = new Map(names.map((name) => [name.toLowerCase(), name]));
  const scanner = new JsonScanner();
  /** By depth: whether the object there has had one of the names. */
  const holds: boolean[] = [];
  let depth = 0;
  /** The name whose value comes or is read; the depth at which its values end, below zero while none is read; whether it is a list. */
  let [name, ends, inList]: [string | undefined, number, boolean] = [undefined, -1, false];
  for await (const piece of readPieces(file)) {
    scanner.next(piece);
    for (let code = scanner.code(); code >= 0; code = scanner.code()) {
      const closes = code === close || code === closeList;
      if (ends < 0 && name !== undefined) {
        holds[depth] = true;
        inList = code === openList;
        ends = inList ? depth + 1 : depth;
      }
      if (ends === depth && name !== undefined) {
        if (scanner.isItem && (code === comma || closes)) yield { ends: false, name, ...scanner.take(), cut: false };
        else if (!scanner.isItem && code !== comma && !closes) scanner.begin();
        if (closes || (code === comma && !inList)) [name, ends] = [undefined, -1];
      } else if (ends < 0 && code === colon) name = wanted.get(scanner.lastName());
      if (code === open || code === openList) depth++;
      if (!closes) continue;
      if (ends < 0 && code === close && holds[depth]) {
        holds[depth] = false;
        yield { ends: true, line: scanner.line(), cut: false };
      }
      if (depth > 0) depth--;
    }
    if (scanner.keep() > maxLineBytes) throw new KeyblastError('TOO_LARGE', `${file.name} holds a record longer than ${maxLineBytes} bytes`);
  }
  if (scanner.isItem && name !== undefined) yield { ends: false, name, ...scanner.take(), cut: true };
  if (depth > 0) yield { ends: true, line: scanner.line(), cut: true };
}

/**
 * The name under which an object's long list stands: the first of its members that is no text, number or flag, where that is a list under one of the names. Undefined for every other beginning of a file.
 * @param head the start of the file's text
 */
export function listAtStart(head: string, names: readonly string[]): string | undefined {
  const found = /^\ufeff?\s*\{(?:\s*"[^"\\]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[\w.+-]+)\s*,)*\s*"([^"\\]*)"\s*:\s*\[/.exec(head)?.[1];
  return found !== undefined && names.includes(found) ? found : undefined;
}
