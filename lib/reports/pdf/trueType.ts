/** What drawing needs of a TrueType font. Advances and metrics are in units of 1/1000 of the size, as PDF has them. Glyph 0 is the one of characters that the font lacks. */
export type TrueType = {
  glyphs: ReadonlyMap<number, number>;
  advances: Float64Array;
  ascent: number;
  descent: number;
  capHeight: number;
  box: readonly [number, number, number, number];
  /** The font file with these glyphs only; numbers of glyphs stay. */
  subset(used: ReadonlySet<number>): Uint8Array<ArrayBuffer>;
};

type Tables = Map<string, DataView>;

/** Reads a TrueType font with glyf outlines (OpenType specification 1.9). Throws where it is something else. */
export function readTrueType(file: Uint8Array): TrueType {
  const tables = tablesOf(file);
  const [head, hhea, os2] = [table(tables, 'head'), table(tables, 'hhea'), table(tables, 'OS/2')];
  const scale = 1000 / head.getUint16(18);
  const glyphCount = table(tables, 'maxp').getUint16(4);
  const box = [36, 38, 40, 42].map((at) => Math.round(head.getInt16(at) * scale));
  return {
    glyphs: readCharacters(table(tables, 'cmap')),
    advances: readAdvances(table(tables, 'hmtx'), hhea.getUint16(34), glyphCount, scale),
    ascent: Math.round(hhea.getInt16(4) * scale),
    descent: Math.round(hhea.getInt16(6) * scale),
    capHeight: Math.round(os2.getInt16(88) * scale),
    box: [box[0]!, box[1]!, box[2]!, box[3]!],
    subset: (used) => subset(tables, glyphCount, used),
  };
}

function tablesOf(file: Uint8Array): Tables {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables: Tables = new Map();
  for (let at = 12; at < 12 + view.getUint16(4) * 16; at += 16) {
    const tag = String.fromCharCode(...file.subarray(at, at + 4));
    tables.set(tag, new DataView(file.buffer, file.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12)));
  }
  return tables;
}

function table(tables: Tables, tag: string): DataView {
  const found = tables.get(tag);
  if (!found) throw new Error(`the font has no table "${tag}"; expected a TrueType font`);
  return found;
}

/** Code points to glyphs, from the Windows Unicode subtable of format 4. */
function readCharacters(cmap: DataView): Map<number, number> {
  const entries = Array.from({ length: cmap.getUint16(2) }, (_, at) => 4 + at * 8);
  const windows = entries.find((at) => cmap.getUint16(at) === 3 && cmap.getUint16(at + 2) === 1);
  const start = windows === undefined ? undefined : cmap.getUint32(windows + 4);
  if (start === undefined || cmap.getUint16(start) !== 4) throw new Error('the font has no Unicode characters in a cmap of format 4');
  const segments = cmap.getUint16(start + 6) / 2;
  const column = (which: number) => start + 14 + which * segments * 2 + (which > 0 ? 2 : 0);
  const [ends, starts, deltas, offsets] = [column(0), column(1), column(2), column(3)];
  const glyphs = new Map<number, number>();
  for (let at = 0; at < segments * 2; at += 2) {
    const [from, to, delta, offset] = [cmap.getUint16(starts + at), cmap.getUint16(ends + at), cmap.getUint16(deltas + at), cmap.getUint16(offsets + at)];
    for (let point = from; point <= to && point < 0xffff; point++) {
      const listed = offset === 0 ? point : cmap.getUint16(offsets + at + offset + (point - from) * 2);
      const glyph = offset !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(point, glyph);
    }
  }
  return glyphs;
}

function readAdvances(hmtx: DataView, listed: number, glyphCount: number, scale: number): Float64Array {
  // glyphs after the listed ones have the last one's advance
  return Float64Array.from({ length: glyphCount }, (_, glyph) => hmtx.getUint16(Math.min(glyph, listed - 1) * 4) * scale);
}

/** Outlines of other glyphs are left out. Of the tables a PDF reader needs these nine (ISO 32000-1, 9.9): characters are mapped by the PDF. */
function subset(tables: Tables, glyphCount: number, used: ReadonlySet<number>): Uint8Array<ArrayBuffer> {
  const outlines = outlinesOf(tables, glyphCount);
  const kept = withParts(outlines, used);
  const offsets = new DataView(new ArrayBuffer((glyphCount + 1) * 4));
  const bodies: Uint8Array[] = [];
  let length = 0;
  for (let glyph = 0; glyph < glyphCount; glyph++) {
    const body = kept.has(glyph) ? outlines(glyph) : new Uint8Array(0);
    bodies.push(body);
    length += body.length;
    offsets.setUint32((glyph + 1) * 4, length);
  }
  const head = Uint8Array.from(bytesOf(table(tables, 'head')));
  new DataView(head.buffer).setUint32(8, 0); // the checksum of the whole is not known before all of it is there
  new DataView(head.buffer).setUint16(50, 1); // offsets of outlines are 32 bits long
  const unchanged = ['cvt ', 'fpgm', 'hhea', 'hmtx', 'maxp', 'prep'].filter((tag) => tables.has(tag));
  return joinTables([
    ...unchanged.map((tag): [string, Uint8Array] => [tag, bytesOf(table(tables, tag))]),
    ['glyf', Buffer.concat(bodies)],
    ['head', head],
    ['loca', bytesOf(offsets)],
  ]);
}

const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

function outlinesOf(tables: Tables, glyphCount: number): (glyph: number) => Uint8Array {
  const loca = table(tables, 'loca');
  const glyf = bytesOf(table(tables, 'glyf'));
  const long = table(tables, 'head').getUint16(50) === 1;
  const offset = (glyph: number) => (long ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
  return (glyph) => (glyph < glyphCount ? glyf.subarray(offset(glyph), offset(glyph + 1)) : new Uint8Array(0));
}

/** The glyphs and those that they are composed of. */
function withParts(outlines: (glyph: number) => Uint8Array, used: ReadonlySet<number>): Set<number> {
  const kept = new Set([0, ...used]);
  for (const glyph of kept) for (const part of partsOf(outlines(glyph))) kept.add(part); // a set's loop sees what is added during it
  return kept;
}

function partsOf(outline: Uint8Array): number[] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  if (outline.length < 10 || view.getInt16(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10; ; ) {
    const flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    const matrix = flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    at += 4 + (flags & 0x1 ? 4 : 2) + matrix;
    if ((flags & 0x20) === 0) return parts;
  }
}

function joinTables(unsorted: [string, Uint8Array][]): Uint8Array<ArrayBuffer> {
  const tables = unsorted.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const start = 12 + tables.length * 16;
  const padded = (length: number) => (length + 3) & ~3;
  const file = new Uint8Array(tables.reduce((length, [, body]) => length + padded(body.length), start));
  const view = new DataView(file.buffer);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  for (const [at, value] of [tables.length, 16 << power, power, (tables.length - (1 << power)) * 16].entries()) view.setUint16(4 + at * 2, value);
  let [offset, head] = [start, start];
  for (const [at, [tag, body]] of tables.entries()) {
    file.set(body, offset);
    file.set(Buffer.from(tag, 'latin1'), 12 + at * 16);
    for (const [word, value] of [checksum(view, offset, padded(body.length)), offset, body.length].entries()) view.setUint32(16 + at * 16 + word * 4, value);
    if (tag === 'head') head = offset;
    offset += padded(body.length);
  }
  view.setUint32(head + 8, (0xb1b0afba - checksum(view, 0, file.length)) >>> 0);
  return file;
}

function checksum(view: DataView, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
