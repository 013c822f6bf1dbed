import type { FontInUse } from './fontInUse.ts';

/**
 * A text in lines that are no wider than `width` pt. Lines end at spaces; where a word alone is too wide, behind its punctuation (keys, ARNs, paths), else anywhere. Control characters count as spaces, line feeds end a
 * line. What has more than `most` lines ends with an ellipsis.
 */
export function breakLines(font: FontInUse, size: number, text: string, width: number, most = Number.POSITIVE_INFINITY): string[] {
  if (text.length < 200 && !/\p{Cc}/u.test(text) && font.width(text, size) <= width) return [text];
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|[\n\r]/)) {
    for (const line of breakParagraph(font, size, paragraph.replaceAll(/\p{Cc}/gu, ' '), width)) {
      if (lines.length === most) return [...lines.slice(0, -1), lines.at(-1)!.replace(/.$/u, '…')];
      lines.push(line);
    }
  }
  return lines;
}

const after = new Set('/:-._,@|=?&;)'.split('').map((letter) => letter.charCodeAt(0)));
const space = 32;

function* breakParagraph(font: FontInUse, size: number, text: string, width: number): Generator<string, void> {
  const room = (width * 1000) / size + 0.01;
  let [start, word, piece, used] = [0, 0, 0, 0]; // where the line begins, and where it may end: before a word, behind punctuation
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at)!;
    const advance = font.advance(point);
    if (used + advance > room && at > start && point !== space) {
      const end = word > start ? word : piece > start ? piece : at;
      yield text.slice(start, end).trimEnd();
      [start, at, used] = [end, end, 0];
      continue;
    }
    used += advance;
    at += point > 0xffff ? 2 : 1;
    if (point === space) word = at;
    else if (after.has(point)) piece = at;
  }
  yield text.slice(start).trimEnd();
}
