import { type Allocate, privateMemory } from '../graph/csr.ts';
import { codePointOrder } from '../model/codePointOrder.ts';
import type { Column, Texts } from './tableColumns.ts';

/** A text column from one text a row (undefined where absent): each distinct text is kept once, codes are ranks in code-point order. */
export function textColumn(texts: readonly (string | undefined)[], allocate: Allocate = privateMemory): Extract<Column, { kind: 'text' }> {
  const coder = new TextCoder(texts.length, allocate);
  texts.forEach((text, row) => {
    coder.set(row, text);
  });
  return coder.column();
}

/** Makes a text column from texts that come in any order of rows; holds each distinct text once. */
export class TextCoder {
  readonly #allocate: Allocate;
  readonly #met = new Map<string, number>();
  readonly #codes: Uint32Array;
  constructor(rows: number, allocate: Allocate = privateMemory) {
    this.#allocate = allocate;
    this.#codes = new Uint32Array(allocate(4 * rows));
  }

  set(row: number, text: string | undefined): void {
    if (text === undefined) return;
    const known = this.#met.get(text);
    this.#codes[row] = known ?? this.#met.size + 1;
    if (known === undefined) this.#met.set(text, this.#met.size + 1);
  }

  column(): Extract<Column, { kind: 'text' }> {
    const [met, codes] = [this.#met, this.#codes];
    const values = inCodePointOrder([...met.keys()]);
    const ranks = new Uint32Array(values.length + 1);
    for (let index = 0; index < values.length; index++) ranks[met.get(values[index]!)!] = index + 1;
    for (let row = 0; row < codes.length; row++) codes[row] = ranks[codes[row]!]!;
    return { kind: 'text', codes, values: makeTexts(values, this.#allocate) };
  }
}

/** Texts that come for numbered places in any order, several for one place or none: in the end, each place has those that came for it, one after the other. */
export class TextGatherer {
  readonly #texts = new TextsWriter();
  #places: Growing = { items: new Uint32Array(1024), count: 0 };

  add(place: number, text: string): void {
    this.#texts.add(text);
    push(this.#places, place);
  }

  /** Forgets what was gathered: of millions of texts, it takes more than what it becomes. */
  end(places: number, allocate: Allocate = privateMemory): Texts {
    const gathered = this.#texts.take();
    const of = this.#places.items.subarray(0, this.#places.count);
    this.#places = { items: new Uint32Array(1024), count: 0 };
    const start = new Uint32Array(allocate(4 * (places + 1)));
    for (let at = 0; at < of.length; at++) start[of[at]! + 1]! += gathered.start[at + 1]! - gathered.start[at]!;
    for (let place = 0; place < places; place++) start[place + 1]! += start[place]!;
    const bytes = new Uint8Array(allocate(gathered.bytes.length));
    const next = start.slice(0, places);
    for (let at = 0; at < of.length; at++) {
      const place = of[at]!;
      let to = next[place]!;
      for (let from = gathered.start[at]!; from < gathered.start[at + 1]!; from++) bytes[to++] = gathered.bytes[from]!;
      next[place] = to;
    }
    return { bytes, start };
  }
}

type Growing = { items: Uint32Array; count: number };
function push(list: Growing, item: number): void {
  if (list.count === list.items.length) {
    const grown = new Uint32Array(2 * list.count);
    grown.set(list.items);
    list.items = grown;
  }
  list.items[list.count++] = item;
}

/** Without surrogates, code units are code points: then JavaScript's own sort is right, and several times faster than a comparator. */
function inCodePointOrder(texts: string[]): string[] {
  return texts.some((text) => /[\ud800-\udfff]/.test(text)) ? texts.sort(codePointOrder) : texts.sort();
}

/** @param texts distinct, in code-point order */
function makeTexts(texts: readonly string[], allocate: Allocate): Texts {
  const writer = new TextsWriter();
  for (const text of texts) writer.add(text);
  return writer.end(allocate);
}

/** Writes texts one after another. */
class TextsWriter {
  #start: Growing = { items: new Uint32Array(1024), count: 1 };
  #bytes = Buffer.allocUnsafeSlow(1 << 16);
  #end = 0;

  add(text: string): void {
    const most = this.#end + 3 * text.length; // a UTF-16 unit is at most 3 bytes of UTF-8
    if (most > this.#bytes.length) this.#grow(most);
    this.#end += this.#bytes.write(text, this.#end);
    if (this.#end > 0xffffffff) throw new RangeError('the texts of the table are more than 4 GB');
    push(this.#start, this.#end);
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.#bytes.length * 1.5)));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }

  /** What was written, where it lies, and begins anew. */
  take(): Texts {
    const taken = { bytes: this.#bytes.subarray(0, this.#end), start: this.#start.items.subarray(0, this.#start.count) };
    this.#start = { items: new Uint32Array(1024), count: 1 };
    this.#bytes = Buffer.allocUnsafeSlow(1 << 16);
    this.#end = 0;
    return taken;
  }

  end(allocate: Allocate): Texts {
    const { bytes, start } = this.take();
    const texts = { bytes: new Uint8Array(allocate(bytes.length)), start: new Uint32Array(allocate(4 * start.length)) };
    texts.bytes.set(bytes);
    texts.start.set(start);
    return texts;
  }
}

export const countOfTexts = (texts: Texts): number => texts.start.length - 1;

/** Undefined beyond the ends. */
export function textAt({ bytes, start }: Texts, index: number): string | undefined {
  if (index < 0 || index + 1 >= start.length) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start[index], start[index + 1]);
}

/** Index of a text; -1 if it is not there. The order of code points is that of their UTF-8. */
export function indexOfText({ bytes, start }: Texts, text: string): number {
  const wanted = Buffer.from(text);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [low, high] = [0, start.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = view.compare(wanted, 0, wanted.length, start[middle], start[middle + 1]);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return -1;
}
