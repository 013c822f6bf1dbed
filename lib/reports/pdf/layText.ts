import { breakLines } from './breakLines.ts';
import type { TextStyle } from './pageContent.ts';
import type { PageFlow } from './pageFlow.ts';

/** The sentence that a report begins with. */
export const lead: TextStyle = { font: 'bold', size: 12.5, ink: 'text' };
const body: TextStyle = { font: 'regular', size: 9.5, ink: 'text' };
/** Lines of more letters are hard to read: their width in sizes of the letters, two of which are about as wide as one is high. */
const mostLetters = 50;

export function layParagraph(flow: PageFlow, text: string, style: TextStyle = body): void {
  layLines(flow, breakLines(flow.fonts[style.font], style.size, text, Math.min(flow.width, mostLetters * style.size)), flow.left, style);
  flow.y += 6;
}

export function layList(flow: PageFlow, items: readonly string[]): void {
  for (const item of items) {
    const lines = breakLines(flow.fonts.regular, body.size, item, Math.min(flow.width, mostLetters * body.size) - 12);
    flow.ensure(Math.min(lines.length, 3) * body.size * 1.42);
    flow.content.text(flow.left + 1, flow.y + body.size, '•', { ...body, ink: 'text-3' });
    layLines(flow, lines, flow.left + 12, body);
    flow.y += 3;
  }
  flow.y += 6;
}

function layLines(flow: PageFlow, lines: readonly string[], x: number, style: TextStyle): void {
  const height = style.size * 1.42;
  for (const line of lines) {
    flow.ensure(height);
    flow.content.text(x, flow.y + style.size, line, style);
    flow.y += height;
  }
}

/** A section's title, on a page of its own or below a line. */
export function layTitle(flow: PageFlow, title: string, newPage: boolean): void {
  if (newPage && !flow.atTop) flow.newPage();
  flow.ensure(120);
  flow.bookmark(title, 0);
  if (!flow.atTop) flow.y += 12;
  const style: TextStyle = { font: 'bold', size: 16, ink: 'text' };
  for (const line of breakLines(flow.fonts.bold, style.size, title, flow.width)) {
    flow.content.text(flow.left, flow.y + 15, line, style);
    flow.y += 21;
  }
  flow.y += 7;
}
