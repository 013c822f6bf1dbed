import { expect, test } from 'vitest';
import { openFonts } from './openFonts.ts';

const { font } = openFonts().regular;
const glyphOf = (letter: string): number => font.glyphs.get(letter.codePointAt(0)!) ?? 0;

type Outlines = { of: (glyph: number) => Buffer; checksum: number; length: number };

/** The outlines of a font file, read a second way: by its offsets of 32 bits. */
function read(file: Uint8Array): Outlines {
  const bytes = Buffer.from(file);
  const tables = new Map(
    Array.from({ length: bytes.readUInt16BE(4) }, (_, at) => 12 + at * 16).map((at) => [bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8)]),
  );
  const [loca, glyf] = [tables.get('loca')!, tables.get('glyf')!];
  let checksum = 0;
  for (let at = 0; at < bytes.length; at += 4) checksum = (checksum + bytes.readUInt32BE(at)) >>> 0;
  const offset = (glyph: number) => glyf + bytes.readUInt32BE(loca + glyph * 4);
  return { of: (glyph) => bytes.subarray(offset(glyph), offset(glyph + 1)), checksum, length: bytes.length };
}

test('a subset has the outlines of the glyphs that are used, and of what they are composed of', () => {
  const all = read(font.subset(new Set(font.glyphs.values())));
  const some = read(font.subset(new Set([glyphOf('a'), glyphOf('é')])));
  for (const letter of ['a', 'é', 'e']) {
    expect(all.of(glyphOf(letter)).length).toBeGreaterThan(0);
    expect(some.of(glyphOf(letter)).equals(all.of(glyphOf(letter)))).toBe(true);
  }
  expect(some.of(glyphOf('b'))).toHaveLength(0);
  expect(some.length).toBeLessThan(all.length / 2);
});

test("the sum over a font file is what the specification says it is ('head', checksumAdjustment)", () => {
  expect(read(font.subset(new Set([glyphOf('a')]))).checksum).toBe(0xb1b0afba);
});

test('advances are in thousandths, and letters that are wider advance more', () => {
  const advance = (letter: string): number => font.advances[glyphOf(letter)]!;
  expect(advance('m')).toBeGreaterThan(advance('i') * 2);
  expect(advance('m')).toBeGreaterThan(600);
  expect(advance('m')).toBeLessThan(1100);
});
