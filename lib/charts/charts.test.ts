import { describe, expect, it } from 'vitest';
import { bandWings } from './bandWings.ts';
import { decayCurve } from './decayCurve.ts';
import { bandAt, distribution } from './distribution.ts';
import { ringsChart } from './rings.ts';

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

describe('decayCurve', () => {
  const day = 86_400;
  const points = [
    { seconds: 0, permissions: 9, weight: 100 },
    { seconds: 300, permissions: 5, weight: 60 },
    { seconds: day, permissions: 2, weight: 20 },
    { seconds: 27 * day, permissions: 0, weight: 0 },
  ];

  it('draws the golden picture', () => golden('decayCurve', decayCurve(points, 27, 560, 220)));
  it('has an area of the action-days', () => {
    const { line, left, right, base, top } = decayCurve(points, 27, 560, 220);
    const corners = [...line.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, x, y]) => ({
      days: ((Number(x) - left) / (right - left)) * 27,
      weight: ((base - Number(y)) / (base - top)) * 100,
    }));
    let area = 0;
    for (let i = 0; i + 1 < corners.length; i += 2) area += (corners[i + 1]!.days - corners[i]!.days) * corners[i]!.weight;
    expect(area).toBeCloseTo(100 * (300 / day) + 60 * (1 - 300 / day) + 20 * 26, 0);
  });
  it('answers nothing with no line', () => expect(decayCurve([], 27, 560, 220)).toMatchObject({ line: '', area: '' }));
});

describe('ringsChart', () => {
  const ring = (hop: number, identities: number, workloads = 0) => ({
    hop,
    nodes: [
      { kind: 'workload' as const, count: workloads },
      { kind: 'identity' as const, count: identities },
    ],
    permissions: hop,
  });

  it('draws the golden picture', () => golden('rings', ringsChart([ring(0, 0), ring(1, 2), ring(2, 5, 1)], 280)));
  it('draws a mark a node, kinds in a fixed order', () =>
    expect(ringsChart([ring(1, 2, 1)], 280).lines[0]?.marks.map(({ kind }) => kind)).toEqual(['identity', 'identity', 'workload']));
  it('lets a mark stand for several where a ring would not hold them', () => {
    const { perMark, lines } = ringsChart([ring(1, 1000)], 280);
    expect(perMark).toBe(14);
    expect(lines[0]?.marks).toHaveLength(72);
    expect(lines[0]?.nodes).toBe(1000);
  });
  it('folds what lies farther out into the last ring', () => {
    const chart = ringsChart(
      Array.from({ length: 12 }, (_, i) => ring(i + 1, 1)),
      280,
    );
    expect(chart.lines).toHaveLength(7);
    expect(chart.folded).toBe(5);
    expect(chart.lines.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(12);
  });
  it('answers nothing with no ring', () => expect(ringsChart([ring(0, 0)], 280)).toMatchObject({ lines: [], perMark: 1, folded: 0 }));
});
