import { describe, expect, it } from 'vitest';
import { bandWings } from './bandWings.ts';
import { blastPicture } from './blastPicture.ts';
import { burnDown } from './burnDown.ts';
import { areaOf, carriedCurve, xOf } from './carriedCurve.ts';
import { bandAt, countLabels, distribution } from './distribution.ts';
import { separate } from './placeMarks.ts';
import { type TrendInput, trend } from './trend.ts';
import { usageLanes } from './usageLanes.ts';

/** The geometry whole, as a person reads it in the diff: `npx vitest run lib/charts -u` writes it anew. */
const golden = (name: string, geometry: unknown) => expect(`${JSON.stringify(geometry, null, 1)}\n`).toMatchFileSnapshot(`golden/${name}.txt`);

describe('distribution', () => {
  const certain = [
    { from: 0, to: 0, count: 12 },
    { from: 100, to: 1000, count: 400 },
    { from: 1000, to: 10_000, count: 0 },
    { from: 10_000, to: 100_000, count: 25 },
    { from: 100_000, to: 1e6, count: 1 },
  ];
  const upTo = [
    { from: 100, to: 1000, count: 390 },
    { from: 1000, to: 10_000, count: 0 },
    { from: 10_000, to: 100_000, count: 30 },
    { from: 100_000, to: 1e6, count: 5 },
    { from: 1e6, to: 1e7, count: 1 },
  ];

  it('draws the golden picture', () => golden('distribution', distribution({ certain, upTo, width: 600, height: 240 })));

  it('keeps every count, and stands every bar on the axis line', () => {
    const { bars, base } = distribution({ certain, upTo, width: 600, height: 240 });
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(438);
    expect(bars.reduce((sum, { upToCount }) => sum + upToCount, 0)).toBe(426);
    for (const { y, height } of bars) expect(y + height).toBeCloseTo(base, 9);
  });

  it('writes no count over another one or over a bar, and all of them where there is room', () => {
    const crowded = Array.from({ length: 12 }, (_, i) => ({ from: 10 ** i, to: 10 ** (i + 1), count: 400 + i }));
    const { bars } = distribution({ certain: crowded, upTo: [], width: 220, height: 240 });
    const labels = countLabels(bars).sort((a, b) => a.x - b.x);
    expect(labels.length).toBeLessThan(12);
    for (const [i, { x, y }] of labels.entries()) if (i > 0 && Math.abs(y - labels[i - 1]!.y) < 11) expect(x - labels[i - 1]!.x).toBeGreaterThanOrEqual(18);
    expect(countLabels(distribution({ certain, upTo, width: 600, height: 240 }).bars)).toHaveLength(4);
  });

  it('shows one credential beside thousands', () => {
    const { bars } = distribution({
      certain: [
        { from: 1, to: 10, count: 1e6 },
        { from: 10, to: 100, count: 1 },
      ],
      upTo: [],
      width: 600,
      height: 240,
    });
    expect(bars[1]?.height).toBeGreaterThanOrEqual(2);
  });

  it('falls back to decades where the two ends have edges of different steps', () => {
    const { bars } = distribution({
      certain: [
        { from: 1, to: 3, count: 2 },
        { from: 3, to: 10, count: 1 },
      ],
      upTo: [
        { from: 1, to: 2, count: 1 },
        { from: 2, to: 10, count: 2 },
      ],
      width: 600,
      height: 240,
    });
    expect(bars.map(({ from, to, count, upToCount }) => [from, to, count, upToCount])).toEqual([[1, 10, 3, 3]]);
  });

  it('answers nothing with an empty picture', () =>
    expect(distribution({ certain: [], upTo: [], width: 600, height: 240 })).toMatchObject({ bars: [], ticks: [] }));

  it('bands by the floors of the weights', () =>
    expect([0, 999, 1000, 29_999, 30_000, 999_999, 1e6, 3e7].map(bandAt)).toEqual([
      'contained',
      'contained',
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'critical',
    ]));
});

describe('bandWings', () => {
  const counts = (critical: number, contained: number) => ({ contained, low: 0, medium: 4, high: 2, critical });
  const rows = bandWings({ certain: counts(0, 900), upTo: counts(1, 899) }, { certain: counts(3, 100), upTo: counts(3, 100) }, 190, 30);

  it('draws the golden picture', () => golden('bandWings', rows));
  it('starts with the worst band', () => expect(rows.map(({ band }) => band)).toEqual(['critical', 'high', 'medium', 'low', 'contained']));
  it('measures both sides by one scale', () => expect([rows[4]?.left.width, rows[4]?.right.width]).toEqual([190, expect.closeTo(190 / 3, 6)]));
  it('draws nothing for nobody', () => expect(rows[0]?.left).toEqual({ count: 0, width: 0, upToCount: 1, upToWidth: expect.closeTo(190 / 30, 6) }));
});

describe('carriedCurve', () => {
  const day = 86_400;
  const carried = [
    {
      by: 'key' as const,
      points: [
        { seconds: 0, permissions: 4, weight: 40 },
        { seconds: 300, permissions: 0, weight: 0 },
      ],
    },
    {
      by: 'harvested' as const,
      points: [
        { seconds: 0, permissions: 5, weight: 60 },
        { seconds: day, permissions: 2, weight: 20 },
        { seconds: 27 * day, permissions: 0, weight: 0 },
      ],
    },
  ];
  const certainly = [
    { seconds: 0, permissions: 7, weight: 80 },
    { seconds: 2 * day, permissions: 0, weight: 0 },
  ];
  const chart = carriedCurve({ carried, certainly, horizonDays: 27 }, 560, 220);
  /** The area between a path of steps and the axis, in action-days, read off the drawing. */
  const areaUnder = (path: string): number => {
    const corners = [...path.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, x, y]) => ({
      days: ((Number(x) - chart.left) / (chart.right - chart.left)) * 27,
      weight: ((chart.base - Number(y)) / (chart.base - chart.top)) * 100,
    }));
    return corners.slice(1).reduce((sum, { days }, i) => sum + (days - corners[i]!.days) * corners[i]!.weight, 0);
  };

  it('draws the golden picture', () => golden('carriedCurve', chart));
  it('has an area of the action-days, all together and of each carrier', () => {
    const parts = carried.map(({ points }) => areaOf(points));
    expect(parts).toEqual([expect.closeTo((40 * 300) / day, 9), 60 + 20 * 26]);
    expect(areaUnder(chart.line)).toBeCloseTo(parts[0]! + parts[1]!, 0);
    // a closed path: forward along its top, back along the top of what lies below it
    for (const [i, { path }] of chart.layers.entries()) expect(areaUnder(path)).toBeCloseTo(parts[i]!, 0);
    expect(areaUnder(chart.certainLine)).toBeCloseTo(160, 0);
  });
  it('puts a moment where the axis has it', () => {
    expect([0, 27 * day].map((seconds) => xOf(chart, seconds, 27))).toEqual([chart.left, chart.right]);
    for (const { x, days } of chart.xTicks) expect(xOf(chart, days * day, 27)).toBeCloseTo(x, 1);
  });
  it('answers nothing with no line', () =>
    expect(carriedCurve({ carried: [], certainly: [], horizonDays: 27 }, 560, 220)).toMatchObject({ layers: [], line: '' }));
});

describe('blastPicture', () => {
  const systems = ['platform', 'code host', 'cloud', 'vendor'];
  /** So many things as the engine would group them: singles while they are few, then groups. */
  const made = (count: number) => {
    const centre = { hop: 0, lastHop: 0, system: 'platform', kind: 'credential' as const, count: 1, certain: 1, sensitivity: 2, parent: -1, nodes: [] };
    const marks = Math.min(count, 240);
    const each = Math.ceil(count / Math.max(1, marks));
    const rest = Array.from({ length: marks }, (_, i) => ({
      ...{
        hop: 1 + (i % 5),
        lastHop: 1 + (i % 5),
        system: systems[i % 4]!,
        kind: (['resource', 'identity', 'workload', 'credential'] as const)[i % 4]!,
        count: each,
        certain: i % 3,
      },
      ...{
        sensitivity: 1 + (i % 5),
        parent: i < 5 ? 0 : i - 4,
        nodes: [{ id: String(i), key: `k:${i}`, kind: 'resource' as const, sensitivity: 1, described: true }],
      },
    }));
    const all = count === 0 ? [centre] : [centre, ...rest];
    const used = systems.filter((name) => all.some(({ system }) => system === name));
    return {
      marks: all,
      systems: used.map((name) => ({ name, things: all.filter(({ system }) => system === name).reduce((sum, { count: one }) => sum + one, 0) })),
    };
  };

  it.each([0, 1, 40, 2_000, 20_000])('places %i things within the drawing, each mark in the sector of its system and in its ring', (count) => {
    const input = made(count);
    const chart = blastPicture(input, 860, 720);
    expect(chart.marks).toHaveLength(input.marks.length);
    chart.marks.forEach(({ at, x, y, r, angle, radius }) => {
      const mark = input.marks[at]!;
      expect(x - r >= 0 && x + r <= 860 && y - r >= 0 && y + r <= 720).toBe(true);
      if (mark.hop === 0) return;
      const sector = chart.sectors.find(({ name }) => name === mark.system)!;
      expect(angle).toBeGreaterThanOrEqual(sector.from);
      expect(angle).toBeLessThanOrEqual(sector.to);
      const ring = chart.rings[mark.hop - 1]!;
      expect(radius >= ring.inner && radius <= ring.r).toBe(true);
    });
    expect(chart.sectors.at(-1)!.to - chart.sectors[0]!.from).toBeCloseTo(2 * Math.PI - 0.17, 6);
    expect(chart.links).toHaveLength(input.marks.length - 1);
  });

  it('names that would cover each other are left out, and the same input gives the same drawing', () => {
    const { names } = blastPicture(made(40), 860, 720);
    expect(names.length).toBeGreaterThan(3);
    for (const [i, a] of names.entries()) for (const b of names.slice(i + 1)) expect(Math.abs(a.y - b.y) >= 12 || Math.abs(a.x - b.x) > 15).toBe(true);
    expect(blastPicture(made(40), 860, 720)).toEqual(blastPicture(made(40), 860, 720));
  });

  it('keeps marks apart, and as near to what they wish as that lets them', () => {
    expect(separate([0, 0, 0], [1, 1], -5, 5)).toEqual([-1, 0, 1]);
    expect(separate([0, 0, 4], [1, 1], -5, 5)).toEqual([-0.5, 0.5, 4]);
    expect(separate([0, 0, 0], [1, 1], 0, 5)).toEqual([0, 1, 2]);
    expect(separate([5, 5], [1], 0, 5)).toEqual([4, 5]);
  });

  it('takes numbers for names where there is little room, and keeps them within the drawing', () => {
    const chart = blastPicture(made(2_000), 440, 440, 'numbers');
    expect(chart.names).toEqual([]);
    for (const { labelX, labelY } of chart.sectors) expect(Math.min(labelX, labelY, 440 - labelX, 440 - labelY)).toBeGreaterThan(6);
  });

  it('draws the golden picture', () => golden('blastPicture', blastPicture(made(12), 400, 400)));
});

describe('usageLanes', () => {
  const lane = (...days: [string, number, number?][]) => ({ days: days.map(([day, count, denied = 0]) => ({ day, count, denied })) });
  const chart = usageLanes(
    { from: '2026-08-03T07:00:00Z', until: '2026-11-01T07:00:00Z', lanes: [lane(['2026-08-03', 1], ['2026-10-30', 400, 400]), lane(['2026-11-01', 100])] },
    860,
  );

  it('draws the golden picture', () => golden('usageLanes', chart));
  it('keeps every day within the axis, later ones further right, and areas by the count on one scale', () => {
    const [first, second] = chart.lanes.map(({ dots }) => dots);
    expect(first!.map(({ day }) => day)).toEqual(['2026-08-03', '2026-10-30']);
    for (const { x } of [...first!, ...second!]) expect(x > chart.left && x < chart.right).toBe(true);
    expect(first![1]!.x).toBeLessThan(second![0]!.x);
    expect(first![1]!.r).toBeGreaterThan(second![0]!.r);
    expect(second![0]!.r).toBeGreaterThan(first![0]!.r);
  });
});

describe('trend', () => {
  const day = 86_400_000;
  const start = Date.UTC(2026, 9, 1);
  const point = (days: number, leak: [number, number], takeover: [number, number], more: Partial<TrendInput['points'][number]> = {}) => ({
    ...{ at: start + days * day, horizonDays: 27, weightsVersion: '1', imports: 0 },
    figures: [leak, takeover].map(([certain, upTo]) => ({ certain, upTo })),
    ...more,
  });
  const points = [
    point(0, [30, 34], [60, 60], { imports: 9 }),
    point(7, [38, 38], [80, 90], { imports: 1 }),
    point(8, [38, 38], [80, 90], { imports: 2 }),
    point(14, [20, 25], [70, 75], { horizonDays: 14 }),
    point(21, [22, 26], [72, 77], { horizonDays: 14 }),
    point(28, [25, 26], [100, 140], { horizonDays: 14, weightsVersion: '2' }),
  ];

  it('draws the golden picture', () => golden('trend', trend({ points, waiting: 3 }, 640, 260)));

  it('breaks every line where T or the weights change, and marks the change with both values', () => {
    const { series, changes } = trend({ points, waiting: 0 }, 640, 260);
    for (const { lines } of series) expect(lines.map((line) => line.split('L').length)).toEqual([3, 2]);
    expect(changes.map(({ point, text }) => [point, text])).toEqual([
      [3, 'T 27 → 14 days'],
      [5, 'weights 1 → 2'],
    ]);
  });

  it('makes one mark of imports that would cover each other, and keeps their number', () => {
    const counts = (width: number) => trend({ points, waiting: 3 }, width, 260).marks.map(({ points, count }) => [points, count]);
    expect(counts(640)).toEqual([
      [[0], 9],
      [[1, 2], 3],
      [[6], 3],
    ]);
    expect(counts(1600)).toHaveLength(4);
  });

  it('draws bands only where something is possible, and never below the line', () => {
    const { series } = trend({ points, waiting: 0 }, 640, 260);
    for (const { dots } of series) for (const { y, upToY } of dots) expect(upToY).toBeLessThanOrEqual(y);
    expect(trend({ points: [point(0, [1, 1], [2, 2]), point(1, [1, 1], [2, 2])], waiting: 0 }, 640, 260).series.map(({ bands }) => bands)).toEqual([[], []]);
  });

  it('takes a logarithmic axis where figures span decades, and stays within the drawing either way', () => {
    const wide = [point(0, [0, 10], [1e9, 2e9]), point(3, [5, 10], [1e9, 3e9])];
    expect(trend({ points, waiting: 0 }, 640, 260).log).toBe(false);
    for (const input of [points, wide]) {
      const { series, base, top, left, right, yTicks, log } = trend({ points: input, waiting: 0 }, 640, 260);
      expect(log).toBe(input === wide);
      for (const { x, y, upToY } of series.flatMap(({ dots }) => dots)) expect(x >= left && x <= right && upToY >= top - 1 && y <= base).toBe(true);
      expect(yTicks.length).toBeGreaterThan(2);
    }
  });

  it('texts of the time axis keep apart, from minutes to years, on a telephone too', () => {
    for (const days of [0.0005, 0.002, 0.3, 1.9, 12, 200, 900])
      for (const width of [350, 640, 1080]) {
        const { xTicks } = trend({ points: [point(0, [1, 1], [2, 2]), point(days, [1, 1], [2, 2])], waiting: 0 }, width, 260);
        expect(xTicks.length).toBeGreaterThan(0);
        xTicks.slice(1).forEach(({ x, text }, i) => {
          expect(x - xTicks[i]!.x, `${text} of ${days} days at ${width}`).toBeGreaterThan(6.2 * text.length);
          expect(text, `of ${days} days at ${width}`).not.toBe(xTicks[i]!.text);
        });
      }
  });

  it('answers one point with a dot and no line, and none with nothing', () => {
    const { series, xTicks } = trend({ points: points.slice(0, 1), waiting: 0 }, 640, 260);
    expect(series.map(({ lines, dots }) => [lines.length, dots.length])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(xTicks).toHaveLength(1);
    expect(trend({ points: [], waiting: 0 }, 640, 260)).toMatchObject({ series: [], marks: [], changes: [] });
  });
});

describe('burnDown', () => {
  const day = (n: number): number => Date.UTC(2026, 9, n);
  const points = [
    { at: day(1), values: [120_000, 40_000] },
    { at: day(8), values: [90_000, 40_000] },
    { at: day(22), values: [0, 12_000] },
  ];

  it('draws the golden picture', () => golden('burnDown', burnDown({ points, dueAt: day(31) }, 640, 220)));

  it('begins at zero, keeps every point on the picture, and nothing left lies on the axis', () => {
    const chart = burnDown({ points, dueAt: day(31) }, 640, 220);
    expect(chart.yTicks[0]).toEqual({ y: chart.base, value: 0 });
    expect(chart.series[0]!.dots.at(-1)!.y).toBe(chart.base);
    for (const { dots } of chart.series)
      for (const { x, y } of dots) {
        expect(x).toBeGreaterThanOrEqual(chart.left);
        expect(x).toBeLessThanOrEqual(chart.right);
        expect(y).toBeGreaterThanOrEqual(chart.top);
        expect(y).toBeLessThanOrEqual(chart.base);
      }
    expect(chart.ideal).toMatchObject({ y1: chart.series[0]!.dots[0]!.y, y2: chart.base });
  });

  it('answers one point, none, and a day that has passed', () => {
    expect(burnDown({ points: points.slice(0, 1) }, 640, 220).series.map(({ path, dots }) => [path, dots.length])).toEqual([
      ['', 1],
      ['', 1],
    ]);
    expect(burnDown({ points: [] }, 640, 220).series).toEqual([]);
    expect(burnDown({ points, dueAt: day(1) }, 640, 220).ideal).toBeUndefined();
  });
});
