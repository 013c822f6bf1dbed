import type { SearchText } from './tableColumns.ts';

/** What a text of the filter is looked for in. Case is folded the same way in both, by `toLowerCase`. */
export function buildSearchText(count: number, textsOf: (row: number) => Iterable<string>): SearchText {
  const start = new Float64Array(count + 1);
  let text: Buffer = Buffer.allocUnsafe(Math.max(1024, count * 64));
  let end = 0;
  for (let row = 0; row < count; row++) {
    start[row] = end;
    for (const part of textsOf(row)) {
      const folded = part.toLowerCase();
      const most = folded.length * 3 + 1; // a UTF-16 unit is at most 3 bytes of UTF-8
      if (end + most > text.length) text = grown(text, end, end + most);
      end += text.write(folded, end);
      text[end++] = 0;
    }
  }
  start[count] = end;
  return { text: Buffer.from(text.subarray(0, end)), start };
}

function grown(old: Buffer, used: number, needed: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(needed, Math.ceil(old.length * 1.5)));
  old.copy(larger, 0, 0, used);
  return larger;
}

/** Sets `mask[row]` to 1 for every row one of whose texts contains `needle`; one pass over the bytes, from one hit's row on to the next. */
export function searchRows({ text, start }: SearchText, needle: string, mask: Uint8Array): void {
  const folded = Buffer.from(needle.toLowerCase());
  if (folded.includes(0)) return; // no text holds a NUL, and here it would reach across two of them
  let row = 0;
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, start[row])) {
    row = rowAt(start, at, row);
    mask[row] = 1;
    row++;
    if (row >= mask.length) return;
  }
}

/** The row that byte `at` lies in, searched from row `from` on: in steps that double, then by halves, since the next hit is seldom far where there are many. */
function rowAt(start: Float64Array, at: number, from: number): number {
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
