import { type Ink, inks } from '../inks.ts';
import type { FontName, Fonts } from './openFonts.ts';
import { pdfText } from './pdfFile.ts';

export type TextStyle = { font: FontName; size: number; ink: Ink };
type Anchor = 'start' | 'middle' | 'end';

/** What is painted on one page, in pt from its upper left corner. Colours are those on white. */
export class PageContent {
  private readonly operators: string[] = [];
  private readonly height: number;
  private readonly fonts: Fonts;

  constructor(height: number, fonts: Fonts) {
    this.height = height;
    this.fonts = fonts;
  }

  /** One line that stands at y. @returns its width */
  text(x: number, y: number, text: string, style: TextStyle, anchor: Anchor = 'start'): number {
    const font = this.fonts[style.font];
    const width = font.width(text, style.size);
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    const { glyphs, replaced } = font.encode(text);
    const shown = `BT/${style.font} ${round(style.size)} Tf ${rgb(style.ink)}rg 1 0 0 1 ${round(left)} ${this.up(y)} Tm(${glyphs})Tj ET`;
    this.operators.push(replaced ? `/Span<</ActualText${pdfText(text)}>>BDC ${shown} EMC` : shown);
    return width;
  }

  line(x1: number, y1: number, x2: number, y2: number, { ink, thickness = 0.5, dashed = false }: { ink: Ink; thickness?: number; dashed?: boolean }): void {
    this.operators.push(`${pen(ink, thickness, dashed)}${round(x1)} ${this.up(y1)} m ${round(x2)} ${this.up(y2)} l S`);
  }

  rect(x: number, y: number, width: number, height: number, fill: Ink): void {
    this.operators.push(`${rgb(fill)}rg ${round(x)} ${this.up(y + height)} ${round(width)} ${round(height)} re f`);
  }

  /** Operators in a space of their own: its origin at x, y, its y axis downwards, `scale` pt a unit. */
  drawing(x: number, y: number, scale: number, operators: string): void {
    this.operators.push(`q ${scale} 0 0 ${-scale} ${round(x)} ${this.up(y)} cm\n${operators}\nQ`);
  }

  /** A form, its origin at x, y. */
  form(x: number, y: number, name: string): void {
    this.operators.push(`q 1 0 0 1 ${round(x)} ${this.up(y)} cm/${name} Do Q`);
  }

  bytes(): Uint8Array {
    return Buffer.from(this.operators.join('\n'), 'latin1');
  }

  private up = (y: number): number => round(this.height - y);
}

/** Hundredths of a pt are finer than any printer. */
export const round = (n: number): number => Math.round(n * 100) / 100;

/** Red, green and blue from 0 to 1, with a space behind. */
export const rgb = (ink: Ink): string => colours[ink];

const colours = Object.fromEntries(
  Object.entries(inks).map(([ink, [onWhite]]) => {
    const value = Number.parseInt(onWhite.slice(1), 16);
    return [ink, [16, 8, 0].map((shift) => `${Math.round((((value >> shift) & 255) / 255) * 1000) / 1000} `).join('')];
  }),
) as Record<Ink, string>; // every ink is an entry of inks

export const pen = (ink: Ink, thickness: number, dashed: boolean): string => `${rgb(ink)}RG ${round(thickness)} w ${dashed ? '[2 2]' : '[]'}0 d `;
