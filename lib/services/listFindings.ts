import { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';
import { type FindingFilter, parseFindingFilter } from '../model/findingFields.ts';
import { type FindingCounts, type FindingFacet, type FindingField, type FindingPage, findingFields } from '../model/findings.ts';
import { priorities } from '../model/priority.ts';
import { refOf, standards } from '../model/standards.ts';
import type { Rule } from '../rules/rule.ts';
import { rules } from '../rules/rules.ts';
import { type After, countFindings, countFindingsOf, type PlaceCounts, readFindings } from '../store/readFindings.ts';
import { findAnalysis } from '../store/results.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';
import { placesByScenario, ruleInfos } from './ruleInfo.ts';

export const ListFindings = z.object({
  /** `rule:leaked,incident severity:1 system:aws environment:none standard:owasp-nhi-2025/NHI7:2025`. */
  filter: z.string().default(''),
  limit: z.int().min(1, 'expected 1 or more').max(1000, 'at most 1,000 findings at once').default(50),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^\d+\.[0-4]\.\d+\.\d+$/, 'expected the "next" of a page')
    .optional(),
});
export type ListFindings = z.input<typeof ListFindings>;

/** A page of the findings of the last analysis under a filter, the most urgent first, with counts of what else could be chosen. Pages that follow one another are of one analysis, for as long as it is kept. */
export async function listFindings(ctx: Context, input: ListFindings): Promise<Result<FindingPage>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ListFindings, input);
  if (!read.ok) return read;
  const filter = parseFindingFilter(read.value.filter);
  if (!filter.ok) return filter;
  const unknown = filter.value.rule?.find((id) => !rules.some((rule) => rule.id === id));
  if (unknown !== undefined) return fail('INVALID', `filter: ${JSON.stringify(unknown)} is no rule; "keyblast findings --rules" lists them`);
  const { limit, after } = read.value;
  const analysis = await findAnalysis(ctx.database.pool, after ? Number(after.split('.')[0]) : undefined);
  if (!analysis) return fail('NOT_FOUND', 'nothing has been analysed yet; import data and run "keyblast analyze"');
  const all = named(await countFindings(ctx.database, analysis.id));
  const { owner: owners } = filter.value;
  const counts = owners ? named(await countFindingsOf(ctx.database, analysis.id, { owners, ofTakeover })) : all;
  const matching = counts.filter((count) => fits(count, filter.value));
  const found = await readFindings(ctx.database, {
    analysis: analysis.id,
    ...questionOf(filter.value),
    severities: severitiesIn(matching),
    limit: limit + 1,
    ...(after && { after: afterOf(after) }),
  });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return ok({
    analysis: { id: analysis.id, asOf: analysis.asOf, stale: analysis.stale },
    rows: found.slice(0, limit).map(({ after: _, rule, ...row }) => ({ rule: rules[rule]!.id, ...row })),
    rules: [...ruleInfos],
    matching: sum(matching, 'count'),
    fresh: sum(matching, 'fresh'),
    total: sum(all, 'count'),
    facets: findingFields.map((field) => facetOf(field, counts, filter.value)),
    ...(last && { next: [analysis.id, last.after.severity, last.after.place, last.after.rule].join('.') }),
  });
}

const ofTakeover = new Set(placesByScenario(() => true).takeover);
const named = (counts: PlaceCounts[]): FindingCounts[] => counts.map((count) => ({ ...count, rule: rules[count.rule]!.id }));

const sum = (counts: readonly FindingCounts[], what: 'count' | 'fresh'): number => counts.reduce((total, count) => total + count[what], 0);

/** Severities of which there is any, with how many, so that no row is read in vain. Ascending. */
function severitiesIn(matching: readonly FindingCounts[]): { severity: number; count: number }[] {
  return priorities.flatMap((name, severity) => {
    const count = sum(
      matching.filter((each) => each.severity === name),
      'count',
    );
    return count > 0 ? [{ severity, count }] : [];
  });
}

function afterOf(text: string): After {
  const [, severity, place, rule] = text.split('.').map(Number);
  return { severity: severity!, place: place!, rule: rule! };
}

const ruleById = new Map(rules.map((rule) => [rule.id, rule]));

/** What a finding that is counted has of a field. */
function valuesOf(count: FindingCounts, field: FindingField): readonly (string | null)[] {
  if (field === 'standard') return ruleById.get(count.rule)!.standards;
  return [count[field] ?? null];
}

const fits = (count: FindingCounts, filter: FindingFilter, but?: FindingField): boolean =>
  findingFields.every((field) => field === but || !filter[field] || valuesOf(count, field).some((value) => filter[field]!.includes(value)));

function questionOf({ rule, standard, system, environment, owner }: FindingFilter) {
  const wanted = (each: Rule): boolean => (rule?.includes(each.id) ?? true) && (standard ? each.standards.some((ref) => standard.includes(ref)) : true);
  return {
    rules: placesByScenario(wanted),
    ...(system && { systems: system.filter((name) => name !== null) }),
    ...(environment && { environments: environment }),
    ...(owner && { owners: owner }),
  };
}

const titleOfItem = new Map(standards.flatMap((standard) => standard.items.map((item) => [refOf(standard, item), `${item.id} ${item.title}`])));

/** Counts under the other fields' choices; a finding counts for each item that it bears on. The most first, severities in their order. */
function facetOf(field: FindingField, counts: readonly FindingCounts[], filter: FindingFilter): FindingFacet {
  const found = new Map<string | null, number>();
  for (const count of counts) {
    if (!fits(count, filter, field)) continue;
    for (const value of valuesOf(count, field)) found.set(value, (found.get(value) ?? 0) + count.count);
  }
  for (const chosen of filter[field] ?? []) if (!found.has(chosen)) found.set(chosen, 0);
  const title = (value: string | null) => (field === 'rule' ? ruleById.get(value!)?.title : field === 'standard' ? titleOfItem.get(value!) : undefined);
  const values = Array.from(found, ([value, count]) => {
    const words = title(value);
    return { value: value ?? 'none', ...(words !== undefined && { title: words }), count };
  });
  const inOrder =
    field === 'severity' ? values.sort((a, b) => (a.value < b.value ? -1 : 1)) : values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { field, values: inOrder };
}
