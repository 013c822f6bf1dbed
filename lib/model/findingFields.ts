import type { CredentialField } from './credentialFields.ts';
import { fail, ok, type Result } from './errors.ts';
import { parseFilter, printFilter } from './filter.ts';
import { type FindingFilterName, findingFilterNames } from './findings.ts';
import { priorities } from './priority.ts';

const titles: Record<FindingFilterName, string> = {
  rule: 'id of the rule',
  severity: '1 (most urgent) to 5',
  standard: 'item of a standard that the rule bears on',
  system: 'system of the subject',
  environment: 'environment of the subject',
  owner: 'owner of the subject',
};
/** What findings can be filtered by, in the grammar of docs/filter.md: `rule:leaked,incident severity:1 environment:none`. */
export const findingFilterFields: readonly CredentialField[] = findingFilterNames.map((name) =>
  name === 'severity' ? { name, kind: 'choice', values: priorities, title: titles[name] } : { name, kind: 'text', title: titles[name] },
);

/** Values that are asked of each field; null is absent. */
export type FindingFilter = Partial<Record<FindingFilterName, (string | null)[]>>;

/** INVALID says what was seen and what is known. Only values of fields can be asked for: counts know nothing else of a finding. */
export function parseFindingFilter(text: string): Result<FindingFilter> {
  const parsed = parseFilter(text, findingFilterFields);
  if (!parsed.ok) return parsed;
  const filter: FindingFilter = {};
  for (const term of parsed.value.terms) {
    if (term.kind !== 'is' || term.negated)
      return fail('INVALID', `filter: findings are filtered by FIELD:VALUE[,VALUE …]; fields: ${findingFilterNames.join(', ')}`);
    const field = findingFilterNames.find((name) => name === term.field)!; // the parser knows no others
    const values = term.values.map((value) => (value === null ? null : String(value)));
    filter[field] = filter[field]?.filter((value) => values.includes(value)) ?? values;
  }
  return ok(filter);
}

/** The text that `parseFindingFilter` reads back to the same filter. */
export const printFindingFilter = (filter: FindingFilter): string =>
  printFilter({
    terms: findingFilterNames.flatMap((field) => {
      const values = filter[field] ?? [];
      return values.length === 0 ? [] : [{ kind: 'is' as const, negated: false, field, values }];
    }),
  });
