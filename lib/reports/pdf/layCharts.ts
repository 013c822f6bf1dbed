import type { Chart } from '../block.ts';
import { drawChart } from '../drawChart.ts';
import { breakLines } from './breakLines.ts';
import { drawShapes } from './drawShapes.ts';
import type { TextStyle } from './pageContent.ts';
import type { PageFlow } from './pageFlow.ts';

const gap = 22;
/** The narrowest that charts are drawn, and how many px a full width has: their letters are as large as those of tables then. */
const [narrowest, fullWidth] = [372, 665];
const title: TextStyle = { font: 'bold', size: 9.5, ink: 'text' };
const finding: TextStyle = { font: 'regular', size: 8, ink: 'text-2' };

/** One chart over the whole width, or two beside each other. */
export function layCharts(flow: PageFlow, charts: readonly Chart[]): void {
  const width = (flow.width - gap * (charts.length - 1)) / charts.length;
  const laid = charts.map((chart) => {
    const drawing = drawChart(chart.data, charts.length === 1 ? fullWidth : narrowest);
    const lines = (style: TextStyle, text: string): string[] => breakLines(flow.fonts[style.font], style.size, text, width);
    return { drawing, scale: width / drawing.width, titles: lines(title, chart.title), findings: lines(finding, chart.finding) };
  });
  const most = (of: (each: (typeof laid)[number]) => number): number => Math.max(...laid.map(of));
  const [titleHeight, findingHeight] = [most(({ titles }) => titles.length) * 12, most(({ findings }) => findings.length) * 10.5];
  const height = titleHeight + findingHeight + 8 + most(({ drawing, scale }) => drawing.height * scale);
  flow.ensure(height);
  laid.forEach(({ drawing, scale, titles, findings }, place) => {
    const x = flow.left + place * (width + gap);
    for (const [at, line] of titles.entries()) flow.content.text(x, flow.y + (at + 1) * 12 - 3, line, title);
    for (const [at, line] of findings.entries()) flow.content.text(x, flow.y + titleHeight + (at + 1) * 10.5 - 2, line, finding);
    flow.content.drawing(x, flow.y + titleHeight + findingHeight + 8, scale, drawShapes(drawing, flow.fonts, flow.opacities));
  });
  flow.y += height + 14;
}
