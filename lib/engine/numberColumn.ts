import { type Allocate, privateMemory } from '../graph/csr.ts';
import type { NumberColumn } from './tableColumns.ts';

/** Two bytes hold so many codes. */
const mostCodes = 2 ** 16;
/** Slots by hash, twice as many as there can be codes. */
const slotBits = 17;

/**
 * A column of these numbers: where few of them are distinct, a code a row into the list of those, which takes an eighth to a half; else the numbers as they are. O(numbers).
 * @param allocate for the codes; numbers that stay as they are stay where they are
 */
export function numberColumn(values: Float64Array | Uint32Array, allocate: Allocate = privateMemory): NumberColumn {
  const found = distinct(values);
  if (!found) return { kind: 'number', values };
  const order = Uint16Array.from({ length: found.values.length }, (_, code) => code).sort((a, b) => compare(found.values[a]!, found.values[b]!));
  const rank = new Uint16Array(order.length);
  for (let at = 0; at < order.length; at++) rank[order[at]!] = at;
  const codes = order.length <= 2 ** 8 ? new Uint8Array(allocate(values.length)) : new Uint16Array(allocate(2 * values.length));
  for (let row = 0; row < codes.length; row++) codes[row] = rank[found.codes[row]!]!;
  const ascending = new Float64Array(allocate(8 * order.length));
  for (let at = 0; at < order.length; at++) ascending[at] = found.values[order[at]!]!;
  return { kind: 'number', values: ascending, codes };
}

/** NaN comes last. */
const compare = (a: number, b: number): number => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b);

export const numberAt = ({ values, codes }: NumberColumn, row: number): number | undefined => (codes ? values[codes[row] ?? -1] : values[row]);

/** The code of absence, NaN where nothing is absent. */
export const absentOf = (ascending: ArrayLike<number>): number => (Number.isNaN(ascending[ascending.length - 1]) ? ascending.length - 1 : Number.NaN);

/** Each distinct number in the order in which it first stands, and which each row has; undefined where they are too many for codes to be shorter. */
function distinct(values: Float64Array | Uint32Array): { values: Float64Array; codes: Uint16Array } | undefined {
  const most = Math.min(mostCodes, Math.floor(values.length / 4));
  const [known, codes] = [new Float64Array(most), new Uint16Array(values.length)];
  const slots = new Int32Array(2 ** slotBits).fill(-1);
  const one = new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  let [count, absent] = [0, -1];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]! + 0; // -0 becomes 0
    if (Number.isNaN(value) && absent >= 0) {
      codes[row] = absent;
      continue;
    }
    one[0] = value;
    let slot = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x85ebca6b), 0x9e3779b1) >>> (32 - slotBits);
    let code = slots[slot]!;
    while (code >= 0 && known[code] !== value) {
      slot = (slot + 1) & (slots.length - 1);
      code = slots[slot]!;
    }
    if (code < 0) {
      if (count === most) return undefined;
      code = count++;
      known[code] = value;
      slots[slot] = code;
      if (Number.isNaN(value)) absent = code;
    }
    codes[row] = code;
  }
  return { values: known.subarray(0, count), codes };
}
