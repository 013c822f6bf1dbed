import { type Allocate, privateMemory } from '../graph/csr.ts';
import { TextGatherer } from './dictionary.ts';
import type { Texts } from './tableColumns.ts';

/** Gathers what a text of the filter is looked for in: each row's texts, each ended by NUL. Case is folded the same way in both, by `toLowerCase`. */
export class SearchTexts {
  readonly #gathered = new TextGatherer();
  add(row: number, text: string): void {
    this.#gathered.add(row, `${text.toLowerCase()}\0`);
  }
  end(rows: number, allocate: Allocate = privateMemory): Texts {
    return this.#gathered.end(rows, allocate);
  }
}

export function buildSearchText(rows: number, textsOf: (row: number) => Iterable<string>): Texts {
  const search = new SearchTexts();
  for (let row = 0; row < rows; row++) for (const text of textsOf(row)) search.add(row, text);
  return search.end(rows);
}

/** Calls `found` with every row one of whose texts contains `needle`, ascending; one pass over the bytes, from one hit's row on to the next. */
export function searchRows({ bytes, start }: Texts, needle: string, found: (row: number) => void): void {
  const folded = Buffer.from(needle.toLowerCase());
  if (folded.includes(0)) return; // no text holds a NUL, and here it would reach across two of them
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = start.length - 1;
  let row = 0;
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, start[row])) {
    row = rowAt(start, at, row);
    found(row);
    row++;
    if (row >= rows) return;
  }
}

/** The row that byte `at` lies in, searched from row `from` on: in steps that double, then by halves, since the next hit is seldom far where there are many. */
function rowAt(start: Uint32Array, at: number, from: number): number {
  const last = start.length - 2;
  let low = from;
  let step = 1;
  while (low + step <= last && start[low + step]! <= at) {
    low += step;
    step *= 2;
  }
  let high = Math.min(last, low + step - 1);
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (start[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
