import { expect, test } from 'vitest';
import { measureIam } from './measureIam.ts';

test('bench engine --workload iam: the compiled form finds what direct evaluation finds, faster', () => {
  const report = measureIam(0.01, () => undefined);
  expect(report).toMatchObject({ workload: 'iam', scale: 0.01, principals: 100, resources: 1_000, mismatches: 0, details: { statements: 5_000 } });
  for (const step of ['compile', 'group', 'expand', 'total'] as const) expect(report.seconds[step]).toBeGreaterThan(0);
  expect(report.details.permissions.certain).toBeGreaterThan(1_000);
  expect(report.details.permissions.upTo).toBeGreaterThan(report.details.permissions.certain);
  // the goal is 50 at full scale; a busy machine slows both alike
  expect(report.ratios.direct).toBeGreaterThan(50);
  expect(report.ratios.ask).toBeGreaterThan(10);
});
