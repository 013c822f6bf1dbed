import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOf, randomEstate } from '../blast/randomEstate.ts';
import { controls } from '../model/controls.ts';
import type { Fact } from '../model/facts.ts';
import { refOf, standards } from '../model/standards.ts';
import { caseTime } from './caseFacts.ts';
import { type Found, findInFacts } from './findInFacts.ts';
import { ruleCases } from './ruleCases.ts';
import { rules } from './rules.ts';
import { signNames } from './signs.ts';

const at = { asOfMs: Date.parse(caseTime), horizonDays: 27 };
const subjects = (found: Found[], id: string): string[] => found.filter(({ rule }) => rule.id === id).map(({ subject }) => subject);
/** Rules of one cause and one kind of subject would be one cause under two names. */
const causes = (found: Found[]): string[] => found.map(({ rule, subject }) => `${rule.on} ${subject}: ${rule.cause}`);
const told = (found: Found[]): string[] => found.map(({ rule, subject, severity }) => `${rule.id} ${subject} ${severity}`).sort();

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id) => {
  const { finds, findsNothing } = ruleCases[id]!;
  test.each(finds)('is found: $name', ({ facts, decisions, finds: expected }) => {
    expect(subjects(findInFacts(facts, at, decisions), id)).toEqual(expected);
  });
  test.each(findsNothing)('is not found: $name', ({ facts, decisions }) => {
    expect(subjects(findInFacts(facts, at, decisions), id)).toEqual([]);
  });
});

describe('the catalogue', () => {
  test('has at least one case that must be found and two that must not, of every rule', () => {
    expect(Object.keys(ruleCases).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(rules.filter(({ id }) => ruleCases[id]!.finds.length < 1 || ruleCases[id]!.findsNothing.length < 2)).toEqual([]);
  });

  test('has a rule for every item of a standard that can be evidenced, and none for one that cannot', () => {
    const covered = new Set(rules.flatMap((rule) => rule.standards));
    const items = standards.flatMap((standard) => standard.items.map((item) => ({ ref: refOf(standard, item), coverage: item.coverage })));
    const canBe = items.filter(({ coverage }) => coverage === 'direct' || coverage === 'partial').map(({ ref }) => ref);
    expect([...covered].sort()).toEqual(canBe.sort());
  });

  test('fits in the bits of a stored finding, and a subject in two words', () => {
    expect(rules.length).toBeLessThanOrEqual(63);
    expect(signNames.length).toBeLessThanOrEqual(64);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test('says something else of each, and closes it by every control that there is', () => {
    for (const field of ['title', 'says', 'todo'] as const) {
      const texts = rules.map((rule) => rule[field]);
      if (field === 'title') expect(new Set(texts).size).toBe(rules.length);
      for (const text of texts) expect(text).toMatch(field === 'title' ? /^[A-Z].*[^.]$/ : /^[A-Z].*\.$/);
    }
    expect(new Set(rules.flatMap(({ closedBy = [] }) => closedBy))).toEqual(new Set(controls));
  });
});

/** Small estates of everything that edges and grants can do, and mixtures of the cases, whose names are the same, so that everything that rules look at meets. */
const anyEstate = fc.oneof(
  randomEstate,
  fc.record({
    facts: fc
      .subarray(
        Object.values(ruleCases).flatMap(({ finds, findsNothing }) => [...finds, ...findsNothing].map(({ facts }) => facts)),
        { minLength: 2, maxLength: 12 },
      )
      .map((cases) => cases.flat()),
    horizonDays: fc.constant(27),
  }),
);

describe('findings of any estate', () => {
  test('are never two for one cause', () => {
    fc.assert(
      fc.property(anyEstate, ({ facts, horizonDays }) => {
        const found = causes(findInFacts(facts, { asOfMs: asOf, horizonDays }));
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });

  test('are never two for one cause in the cases, either', () => {
    for (const { finds, findsNothing } of Object.values(ruleCases)) {
      for (const { facts, decisions } of [...finds, ...findsNothing]) {
        const found = causes(findInFacts(facts, at, decisions));
        expect(new Set(found).size).toBe(found.length);
      }
    }
  });

  test('what runs as an agent is one, what runs as that is not, whichever edge comes first', () => {
    const first = { fact: 'edge', edge: 'runs-as', from: 'work/0', to: 'work/1' } as const;
    const second = { fact: 'edge', edge: 'runs-as', from: 'work/1', to: 'bot' } as const;
    const others: Fact[] = [
      { fact: 'identity', key: 'bot', kind: 'agent' },
      { fact: 'grant', from: 'bot', class: 'execute', resource: 'box' },
    ];
    for (const facts of [
      [...others, first, second],
      [...others, second, first],
    ])
      expect(told(findInFacts(facts, at)).filter((each) => each.startsWith('agent-executes'))).toEqual([expect.stringMatching(/^agent-executes work\/1 /)]);
  });

  test('do not depend on the order of facts', () => {
    fc.assert(
      fc.property(
        anyEstate.chain(({ facts, horizonDays }) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }), fc.constant(horizonDays)),
        ),
        ([facts, shuffled, horizonDays]) => {
          const when = { asOfMs: asOf, horizonDays };
          expect(told(findInFacts(shuffled, when))).toEqual(told(findInFacts(facts, when)));
        },
      ),
    );
  });
});
