import { describe, expect, test } from 'vitest';
import { measureEngine } from './measureEngine.ts';
import { partsOf, ratios } from './report.ts';
import { scaleOfDefinition, type WorkloadName } from './workloads.ts';

const measure = (workload: WorkloadName, scale: number, only: string[]) =>
  measureEngine({ workload, scale, parts: partsOf(only), threads: 2 }, () => undefined);

describe('bench engine', () => {
  test('measures phases and ratios of one run, in which the baselines find what the engine finds', async () => {
    const report = await measure('E', 0.002, ['phases', 'naive', 'jsKernel', 'threads', 'allToOne', 'cKernel', 'peakRssMb']);
    expect(report).toMatchObject({ workload: 'E', scale: 0.002, credentials: 400, mismatches: null, credentialP95Ms: null });
    for (const phase of ['build', 'light', 'fold', 'unfold', 'total'] as const) expect(report.seconds[phase]).toBeGreaterThan(0);
    // the two share one walk, apart by a second one over the blocks of bits: of so small a problem that may take as long as both
    const { solve, actionDays } = report.seconds;
    expect(Math.min(solve!, actionDays!)).toBeGreaterThanOrEqual(0);
    expect(solve! + actionDays!).toBeGreaterThan(0);
    for (const ratio of ['naive', 'jsKernel', 'threads', 'allToOne'] as const) expect(report.ratios[ratio]).toBeGreaterThan(0);
    expect(report.ratios.cKernel !== null || report.details.left?.cKernel).toBeTruthy();
    expect([report.seconds.load, report.seconds.store, report.ratios.igraph, report.ratios.cte]).toEqual([null, null, null, null]);
    expect(report.peakRssMb).toBeGreaterThan(20);
  });

  test('finds none where there are blocks of every sort', async () => {
    const report = await measure('E', 0.05, ['mismatches']);
    expect(report.details.folded!.upTo).toMatchObject({ bitBlocks: expect.any(Number), lifeBlocks: expect.any(Number) });
    expect(report.details.folded!.upTo.lifeBlocks).toBeGreaterThan(10);
    expect(report.mismatches).toBe(0);
  });

  test.each(Object.keys(scaleOfDefinition) as WorkloadName[])('finds no mismatch on %s', async (workload) => {
    const report = await measure(workload, 0.0005, ['mismatches']);
    expect(report.mismatches).toBe(0);
    expect(report.details.checked!.slowDefinition.credentials).toBeGreaterThanOrEqual(300);
    expect(report.seconds.total).toBeNull();
    expect(Object.keys(report.ratios)).toEqual([...ratios]);
    expect(Object.values(report.ratios).every((ratio) => ratio === null)).toBe(true);
  });
});

test('words name parts: those of the report, and none is all', () => {
  expect([...partsOf(['fold', 'cte', 'store', 'peakRssMb'])]).toEqual(['phases', 'memory', 'analyze', 'cte']);
  expect(partsOf([]).size).toBeGreaterThan(8);
});
