import { bandWings, type Wing } from '../charts/bandWings.ts';
import { burnDown } from '../charts/burnDown.ts';
import { countLabels, distribution } from '../charts/distribution.ts';
import { trend } from '../charts/trend.ts';
import { type Scenario, scenarios } from '../model/figures.ts';
import { formatAmount, formatCount } from '../model/format.ts';
import { type Band, bands } from '../model/weights.ts';
import type { ChartData } from './block.ts';
import type { Drawing, Shape } from './drawing.ts';

type Of<T extends ChartData['type']> = Extract<ChartData, { type: T }>;
const scenarioText: Record<Scenario, string> = { leak: 'Leak', takeover: 'Takeover' };

/** The picture of a chart block, by the geometry of lib/charts. @param width in px, 360 or more; the height follows from the kind of chart */
export function drawChart(data: ChartData, width: number): Drawing {
  if (data.type === 'bands') return drawBands(data, width);
  if (data.type === 'distribution') return drawDistribution(data, width);
  return data.type === 'trend' ? drawTrend(data, width) : drawBurnDown(data, width);
}

const row = 30;
/** Of a figure at size 10, in px: the widest of the fonts it is drawn in. */
const digit = 6.4;

/** Of the longest bar, in px: where counts would leave less room, they are told without their other end. */
const leastWing = 44;

function drawBands({ leak, takeover }: Of<'bands'>, width: number): Drawing {
  const [middle, head] = [96, 22];
  const most = Math.max(...bands.flatMap((band) => [leak, takeover].map(({ certain, upTo }) => countsText(certain[band], upTo[band]).length)));
  const label = Math.min(8 + digit * most, (width - middle) / 2 - leastWing);
  const wing = (width - middle) / 2 - label;
  const [from, to] = [label + wing, label + wing + middle];
  const rows = bandWings(leak, takeover, wing, row);
  const shapes: Shape[] = [
    { kind: 'text', x: from, y: 12, text: scenarioText.leak, anchor: 'end', ink: 'text-2', size: 11, bold: true },
    { kind: 'text', x: to, y: 12, text: scenarioText.takeover, anchor: 'start', ink: 'text-2', size: 11, bold: true },
  ];
  for (const { band, y, left, right } of rows) {
    const top = y + head;
    shapes.push(
      { kind: 'text', x: from + middle / 2, y: top + row / 2 + 4, text: band, anchor: 'middle', ink: `band-${band}-text`, size: 11, bold: true },
      ...bars(left, band, top, (long) => from - long),
      ...bars(right, band, top, () => to),
      countText(left, from - Math.max(left.width, left.upToWidth) - 6, top, 'end', width),
      countText(right, to + Math.max(right.width, right.upToWidth) + 6, top, 'start', width),
    );
  }
  return { width, height: head + rows.length * row + 2, shapes };
}

function bars({ width, upToWidth }: Wing, band: Band, top: number, x: (long: number) => number): Shape[] {
  const [y, height] = [top + 6, row - 12];
  const upTo: Shape = {
    kind: 'rect',
    x: x(upToWidth),
    y,
    width: upToWidth,
    height,
    radius: 2,
    fill: `band-${band}-soft`,
    stroke: `band-${band}`,
    dashed: true,
  };
  const certain: Shape = { kind: 'rect', x: x(width), y, width, height, radius: 2, fill: `band-${band}` };
  return [...(upToWidth > width ? [upTo] : []), ...(width > 0 ? [certain] : [])];
}

/** Both ends where there is room from x to the edge, else the certain one. */
function countText({ count, upToCount }: Wing, x: number, top: number, anchor: 'start' | 'end', width: number): Shape {
  const both = countsText(count, upToCount);
  const fits = digit * both.length <= (anchor === 'end' ? x : width - x);
  return { kind: 'text', x, y: top + row / 2 + 4, anchor, ink: 'text-2', size: 10, text: fits ? both : formatCount(count) };
}
const countsText = (certain: number, upTo: number): string => (upTo === certain ? formatCount(certain) : `${formatCount(certain)} – ${formatCount(upTo)}`);

function drawDistribution({ certain, upTo }: Of<'distribution'>, width: number): Drawing {
  const height = 210;
  const chart = distribution({ certain, upTo, width, height });
  const shapes: Shape[] = [{ kind: 'line', x1: 0, x2: width, y1: chart.base + 0.5, y2: chart.base + 0.5, stroke: 'line-strong' }];
  for (const { band, x, width: wide } of chart.bandSpans) {
    shapes.push({ kind: 'rect', x, y: chart.base + 3, width: Math.max(0, wide - 1), height: 3, fill: `band-${band}` });
    if (wide > 52) shapes.push({ kind: 'text', x: x + 1, y: height - 6, text: band, anchor: 'start', ink: `band-${band}-text`, size: 10 });
  }
  for (const each of ticksApart(chart.ticks, width)) shapes.push(tick(each.x, chart.base + 21, each.text, 'middle'));
  if (chart.zeroWidth > 0) shapes.push(tick(chart.zeroWidth / 2, chart.base + 21, '0', 'middle'));
  for (const { x, y, width: wide, height: tall, upToY, upToHeight, band } of chart.bars) {
    if (upToHeight > tall)
      shapes.push({ kind: 'rect', x, y: upToY, width: wide, height: upToHeight, radius: 1.5, fill: `band-${band}-soft`, stroke: `band-${band}`, dashed: true });
    if (tall > 0) shapes.push({ kind: 'rect', x, y, width: wide, height: tall, radius: 1.5, fill: `band-${band}` });
  }
  for (const { x, y, text } of countLabels(chart.bars)) shapes.push({ kind: 'text', x, y, text, anchor: 'middle', ink: 'text-2', size: 10 });
  return { width, height, shapes };
}

/** Ticks with their text, within the picture, without those whose text would touch that of the next one. */
function ticksApart(ticks: readonly { x: number; value: number }[], width: number): { x: number; text: string }[] {
  let room = width;
  return ticks.toReversed().flatMap(({ x, value }) => {
    const text = formatAmount(value);
    const half = (digit * text.length) / 2;
    const middle = Math.min(x, width - half);
    if (middle + half > room) return [];
    room = middle - half - 4;
    return [{ x: middle, text }];
  });
}

const tick = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): Shape => ({
  kind: 'text',
  ...{ x, y, text, anchor, ink: 'text-3', size: 10 },
});

type Axes = { left: number; right: number; base: number; yTicks: { y: number; value: number }[]; xTicks: { x: number; text: string }[] };

const axes = ({ left, right, base, yTicks, xTicks }: Axes): Shape[] => [
  ...yTicks.flatMap(({ y, value }): Shape[] => [
    { kind: 'line', x1: left, x2: right, y1: y, y2: y, stroke: 'line' },
    tick(left - 6, y + 3, formatAmount(value), 'end'),
  ]),
  { kind: 'line', x1: left, x2: right, y1: base + 0.5, y2: base + 0.5, stroke: 'line-strong' },
  ...xTicks.map(({ x, text }) => tick(x, base + 16, text, 'middle')),
];

function drawTrend({ points }: Of<'trend'>, width: number): Drawing {
  const height = 230;
  const chart = trend({ points, waiting: 0 }, width, height);
  const shapes = axes(chart);
  for (const { x, text, label } of chart.changes) {
    shapes.push({ kind: 'line', x1: x, x2: x, y1: chart.top, y2: chart.base, stroke: 'text-3', dashed: true });
    if (label) shapes.push({ kind: 'text', x: label.x, y: chart.top + 8, text, anchor: label.anchor, ink: 'text-2', size: 10 });
  }
  chart.series.forEach(({ lines, bands, dots, labelY }, i) => {
    const scenario = scenarios[i]!;
    const ink = `scenario-${scenario}` as const;
    for (const d of bands) shapes.push({ kind: 'path', d, fill: ink, opacity: 0.15 });
    for (const d of lines) shapes.push({ kind: 'path', d, stroke: ink, thickness: 1.5 });
    shapes.push(...dots.map((dot) => mark(dot, scenario)));
    shapes.push(seriesText(scenario, (dots.at(-1)?.x ?? chart.left) + 8, labelY));
  });
  return { width, height, shapes };
}

function drawBurnDown({ points }: Of<'burn-down'>, width: number): Drawing {
  const height = 190;
  const chart = burnDown({ points }, width - 66, height); // room for the names of the series
  const shapes = axes(chart);
  chart.series.forEach(({ path, dots, labelY }, i) => {
    const scenario = scenarios[i]!;
    if (path) shapes.push({ kind: 'path', d: path, stroke: `scenario-${scenario}`, thickness: 1.5 });
    shapes.push(...dots.map((dot) => mark(dot, scenario)));
    shapes.push(seriesText(scenario, chart.right + 8, labelY));
  });
  return { width, height, shapes };
}

/** A disc for the leak, a square for the takeover: told apart without colour too. */
const mark = ({ x, y }: { x: number; y: number }, scenario: Scenario): Shape =>
  scenario === 'leak'
    ? { kind: 'circle', x, y, radius: 3, fill: 'scenario-leak' }
    : { kind: 'rect', x: x - 2.5, y: y - 2.5, width: 5, height: 5, fill: 'scenario-takeover' };

const seriesText = (scenario: Scenario, x: number, y: number): Shape => ({
  kind: 'text',
  ...{ x, y: y + 4, text: scenarioText[scenario], anchor: 'start', ink: `scenario-${scenario}`, size: 11, bold: true },
});
