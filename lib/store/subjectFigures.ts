import { bands, lifeUnitSeconds } from '../model/weights.ts';

const bandTexts = `ARRAY[${bands.map((band) => `'${band}'`).join(', ')}]`;

/** Action-days of a sum in units of 300 s × weight, as figures are shown (lib/blast/lives.ts). */
export const actionDaysSql = (units: string): string => `round((${units} * ${lifeUnitSeconds} / 86400)::numeric, 6)::float8`;

const scenario = (name: 'leak' | 'takeover'): string =>
  `jsonb_build_object('actionDays', ${actionDaysSql(`r.${name}_units`)}, 'band', (${bandTexts})[r.${name}_band + 1], 'scope', r.${name}_scope)`;

/** SubjectFigures of lib/model/tasks.ts out of a row of `result`. @param r is its alias; a credential that the analysis does not have reaches nothing */
export const subjectFigures = (analysis: number): string => `CASE WHEN r.node_id IS NULL THEN ${nothing(analysis)} ELSE
  jsonb_build_object('analysis', ${analysis}, 'usable', r.usable, 'leak', ${scenario('leak')}, 'takeover', ${scenario('takeover')}) END`;

function nothing(analysis: number): string {
  const none = { actionDays: 0, band: bands[0], scope: 0 };
  return `'${JSON.stringify({ analysis, usable: false, leak: none, takeover: none })}'::jsonb`;
}

/** Worst band in leak and takeover, certain. */
export const worstBand = 'greatest(r.leak_band, r.takeover_band)';
