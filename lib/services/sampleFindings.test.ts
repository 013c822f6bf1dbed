import { expect, test } from 'vitest';
import { moltbookFiles } from '../estate/moltbook.ts';
import { type Found, findInFacts } from '../rules/findInFacts.ts';
import { rules } from '../rules/rules.ts';
import { readGenerated } from './readGenerated.ts';

/** Subjects named of each rule; the others are counted. */
const named = 6;

/** As a person reads it: what was found of what, the most urgent first. */
function listOf(found: Found[]): string {
  return rules
    .map((rule) => ({ rule, of: found.filter((each) => each.rule === rule).sort((a, b) => Number(a.severity) - Number(b.severity)) }))
    .filter(({ of }) => of.length > 0)
    .map(({ rule, of }) => {
      const lines = of.slice(0, named).map(({ severity, subject }) => `  ${severity}  ${subject}`);
      return [`${rule.title} (${rule.id}): ${of.length}`, ...lines, ...(of.length > named ? [`     and ${of.length - named} more`] : [])].join('\n');
    })
    .join('\n\n');
}

test('the findings of the sample estate', async () => {
  const facts = await readGenerated(moltbookFiles({ agents: 60, seed: 7 }));
  const found = findInFacts(facts, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
  const silent = rules.filter((rule) => !found.some((each) => each.rule === rule)).map(({ id }) => id);
  await expect(`${listOf(found)}\n\nNothing found by: ${silent.join(', ')}\n`).toMatchFileSnapshot('fixtures/sampleFindings.txt');
});
