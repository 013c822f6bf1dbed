import fs from 'node:fs';
import path from 'node:path';
import { checkoutRoot } from '../../store/home.ts';
import { FontInUse } from './fontInUse.ts';

export type FontName = 'regular' | 'bold' | 'mono';
export type Fonts = Record<FontName, FontInUse>;

/** Geist (SIL Open Font License 1.1), the face of the screens, from the package that they have it from. */
const files: Record<FontName, string> = {
  regular: 'geist-sans/Geist-Regular.ttf',
  bold: 'geist-sans/Geist-SemiBold.ttf',
  mono: 'geist-mono/GeistMono-Regular.ttf',
};

/** The fonts of one PDF: each knows which of its glyphs were drawn. */
export function openFonts(): Fonts {
  const open = (name: FontName) =>
    new FontInUse(
      path.basename(files[name], '.ttf'),
      fs.readFileSync(path.join(/*turbopackIgnore: true*/ checkoutRoot(), 'node_modules/geist/dist/fonts', files[name])),
    );
  return { regular: open('regular'), bold: open('bold'), mono: open('mono') };
}
