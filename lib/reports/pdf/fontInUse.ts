import type { PdfFile } from './pdfFile.ts';
import { readTrueType, type TrueType } from './trueType.ts';

const plane = 0x10000;

/**
 * A font of a PDF: measures texts, encodes them, and at the end writes itself with the glyphs that were drawn. A character that the font lacks is written as its code point (`U+9375`), so that names stay told
 * apart on any machine; whoever copies or searches the text gets the character itself.
 */
export class FontInUse {
  readonly name: string;
  readonly font: TrueType;
  private readonly glyphs = new Uint16Array(plane);
  private readonly used = new Map<number, number>();

  constructor(name: string, file: Uint8Array) {
    this.name = name;
    this.font = readTrueType(file);
    for (const [point, glyph] of this.font.glyphs) this.glyphs[point] = glyph;
  }

  /** Width of a character in thousandths of the size. */
  advance(point: number): number {
    const glyph = point < plane ? this.glyphs[point]! : 0;
    if (glyph !== 0) return this.font.advances[glyph]!;
    if (point === invisible) return 0;
    let width = 0;
    for (const letter of codePointText(point)) width += this.font.advances[this.glyphs[letter.codePointAt(0)!]!]!;
    return width;
  }

  /** Width of a text in pt. */
  width(text: string, size: number): number {
    let width = 0;
    for (let at = 0; at < text.length; at++) {
      const point = text.codePointAt(at)!;
      if (point >= plane) at++;
      width += this.advance(point);
    }
    return (width * size) / 1000;
  }

  /** Glyph numbers of two bytes each, as the content of a PDF string; `replaced` where a character was written as its code point. */
  encode(text: string): { glyphs: string; replaced: boolean } {
    let glyphs = '';
    let replaced = false;
    for (let at = 0; at < text.length; at++) {
      const point = text.codePointAt(at)!;
      if (point >= plane) at++;
      const glyph = point < plane ? this.glyphs[point]! : 0;
      if (glyph !== 0) glyphs += this.draw(glyph, point);
      else {
        replaced = true;
        if (point !== invisible) for (const letter of codePointText(point)) glyphs += this.draw(this.glyphs[letter.codePointAt(0)!]!, letter.codePointAt(0)!);
      }
    }
    return { glyphs, replaced };
  }

  private draw(glyph: number, point: number): string {
    if (!this.used.has(glyph)) this.used.set(glyph, point);
    return twoBytes(glyph);
  }

  /** The font's objects: composite, glyphs by number (ISO 32000-1, 9.7). */
  write(file: PdfFile, id: number): void {
    const { ascent, descent, capHeight, box, advances } = this.font;
    const name = `KEYBLA+${this.name}`;
    const used = [...this.used].sort(([a], [b]) => a - b);
    const program = file.addStream('', this.font.subset(new Set(this.used.keys())));
    const descriptor = file.add(
      `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box.join(' ')}]/ItalicAngle 0/Ascent ${ascent}/Descent ${descent}/CapHeight ${capHeight}/StemV 80/FontFile2 ${program} 0 R>>`,
    );
    const widths = used.map(([glyph]) => `${glyph}[${Math.round(advances[glyph]! * 10) / 10}]`).join('');
    const descendant = file.add(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor} 0 R/DW 500/W[${widths}]/CIDToGIDMap/Identity>>`,
    );
    const toUnicode = file.addStream('', Buffer.from(unicodeMap(used), 'latin1'));
    file.set(id, `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${toUnicode} 0 R>>`);
  }
}

/** Asks for a picture instead of a letter; without pictures there is nothing to draw. */
const invisible = 0xfe0f;

const codePointText = (point: number): string => `U+${hex(point, 4).toUpperCase()}`;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** In a PDF string brackets and the backslash are escaped, and so is a carriage return, which readers turn into a line feed. */
const escaped: Record<number, string> = { 40: '\\(', 41: '\\)', 92: '\\\\', 13: '\\r' };
const bytes = Array.from({ length: 256 }, (_, byte) => escaped[byte] ?? String.fromCharCode(byte));
const twoBytes = (glyph: number): string => bytes[glyph >> 8]! + bytes[glyph & 255]!;

function unicodeMap(used: [number, number][]): string {
  const lines = used.map(([glyph, point]) => `<${hex(glyph, 4)}><${hex(point, 4)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const piece = lines.slice(at, at + 100); // a block holds no more
    blocks.push(`${piece.length} beginbfchar\n${piece.join('\n')}\nendbfchar`);
  }
  return `/CIDInit/ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def
1 begincodespacerange<0000><ffff>endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict/CMap defineresource pop end end`;
}
