import type { Figure } from '../block.ts';
import { cellText, intervalText } from '../cellText.ts';
import { breakLines } from './breakLines.ts';
import type { TextStyle } from './pageContent.ts';
import type { PageFlow } from './pageFlow.ts';

const [perRow, gap] = [4, 14];
const label: TextStyle = { font: 'regular', size: 7.5, ink: 'text-2' };
const value: TextStyle = { font: 'bold', size: 16, ink: 'text' };
const detail: TextStyle = { font: 'regular', size: 7.5, ink: 'text-3' };

type Laid = { labels: string[]; value: string[]; size: number; details: string[] };

/** Figures side by side, four a row: what it is, how much, up to how much, and what it was. */
export function layFigures(flow: PageFlow, figures: readonly Figure[]): void {
  const width = (flow.width - gap * (perRow - 1)) / perRow;
  for (let from = 0; from < figures.length; from += perRow) {
    const row = figures.slice(from, from + perRow).map((figure) => layFigure(flow, figure, width));
    layFigureRow(flow, row, width);
  }
  flow.y += 8;
}

function layFigure({ fonts }: PageFlow, figure: Figure, width: number): Laid {
  const text = cellText(figure.value, figure.type) || '–';
  const lines = (style: TextStyle, texts: string[]): string[] => texts.flatMap((each) => breakLines(fonts[style.font], style.size, each, width));
  const size = Math.max(9, Math.min(value.size, Math.floor((value.size * width) / fonts.bold.width(text, value.size))));
  return { labels: lines(label, [figure.label]), value: breakLines(fonts.bold, size, text, width, 3), size, details: lines(detail, detailsOf(figure)) };
}

function detailsOf({ value, upTo, before, beforeUpTo, note, type }: Figure): string[] {
  const high = cellText(upTo, type);
  const was = before === undefined ? '' : intervalText(before, beforeUpTo, type);
  return [
    ...(upTo !== undefined && high !== cellText(value, type) ? [`up to ${high}`] : []),
    ...(before !== undefined ? [`before: ${was === '' ? '–' : was}`] : []),
    ...(note !== undefined ? [note] : []),
  ];
}

function layFigureRow(flow: PageFlow, row: readonly Laid[], width: number): void {
  const most = (of: (laid: Laid) => number): number => Math.max(...row.map(of));
  const labelHeight = most(({ labels }) => labels.length) * 9.5;
  const valueHeight = most((laid) => laid.value.length * laid.size * 1.15);
  const height = 5 + labelHeight + valueHeight + 4 + most(({ details }) => details.length) * 9.5;
  flow.ensure(height);
  row.forEach((laid, place) => {
    const x = flow.left + place * (width + gap);
    flow.content.line(x, flow.y, x + width, flow.y, { ink: 'line-strong', thickness: 0.75 });
    const lines = (texts: readonly string[], from: number, step: number, style: TextStyle): void =>
      texts.forEach((line, at) => {
        flow.content.text(x, from + (at + 1) * step, line, style);
      });
    lines(laid.labels, flow.y + 3, 9.5, label);
    lines(laid.value, flow.y + 4 + labelHeight, laid.size * 1.12, { ...value, size: laid.size });
    lines(laid.details, flow.y + 7 + labelHeight + valueHeight - 2, 9.5, detail);
  });
  flow.y += height + 8;
}
