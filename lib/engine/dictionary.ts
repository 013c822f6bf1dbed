import { codePointOrder } from '../model/codePointOrder.ts';
import type { Column } from './tableColumns.ts';

/** A text column from one text a row (undefined where absent): each distinct text is kept once, codes are ranks in code-point order. */
export function textColumn(texts: readonly (string | undefined)[]): Extract<Column, { kind: 'text' }> {
  const met = new Map<string, number>();
  const codes = new Uint32Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row];
    if (text === undefined) continue;
    const known = met.get(text);
    codes[row] = known ?? met.size + 1;
    if (known === undefined) met.set(text, met.size + 1);
  }
  const values = inCodePointOrder([...met.keys()]);
  const ranks = new Uint32Array(values.length + 1);
  for (let index = 0; index < values.length; index++) ranks[met.get(values[index]!)!] = index + 1;
  for (let row = 0; row < codes.length; row++) codes[row] = ranks[codes[row]!]!;
  return { kind: 'text', codes, values };
}

/** Without surrogates, code units are code points: then JavaScript's own sort is right, and several times faster than a comparator. */
function inCodePointOrder(texts: string[]): string[] {
  return texts.some((text) => /[\ud800-\udfff]/.test(text)) ? texts.sort(codePointOrder) : texts.sort();
}
