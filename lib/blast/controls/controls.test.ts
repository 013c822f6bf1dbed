import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { namedFacts } from './control.ts';
import { controls, readControl } from './controls.ts';
import { simulatedFigures } from './simulatedFigures.ts';

const at = { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 };
const when = '2026-10-20T00:00:00Z';

/** A key of a service that may read and delete in one bucket and write in another, lies in a vault and is at hand in a job, which reaches a database for where it stands. */
const facts: Fact[] = [
  { fact: 'credential', key: 'k:one', aliases: ['k:uno'] },
  { fact: 'identity', key: 'svc', kind: 'service' },
  { fact: 'workload', key: 'job', kind: 'job' },
  { fact: 'resource', key: 'vault', store: true },
  { fact: 'resource', key: 'db', sensitivity: 4 },
  { fact: 'edge', edge: 'authenticates', from: 'k:uno', to: 'svc' },
  { fact: 'edge', edge: 'uses', from: 'job', to: 'k:one' },
  { fact: 'edge', edge: 'holds', from: 'vault', to: 'k:one' },
  { fact: 'grant', from: 'svc', class: 'read', resource: 'bucket' },
  { fact: 'grant', from: 'svc', class: 'delete', resource: 'bucket' },
  { fact: 'grant', from: 'svc', class: 'write', resource: 'files/*' },
  { fact: 'grant', from: 'job', class: 'read', resource: 'db' },
  { fact: 'usage', credential: 'k:one', at: when, class: 'read', resource: 'bucket', outcome: 'success' },
  { fact: 'usage', identity: 'svc', at: when, class: 'write', resource: 'files/a', outcome: 'success' },
  { fact: 'usage', identity: 'svc', at: when, class: 'delete', resource: 'bucket', outcome: 'denied' },
];

function edit(control: string, subject = 'k:one', from: readonly Fact[] = facts) {
  const read = readControl(control);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.control.edit(namedFacts(from), { subject, ...(read.value.amount !== undefined && { amount: read.value.amount }) });
}
/** Scope and action-days of a leak and of a takeover. */
function figures(control?: string, subject?: string): (number | undefined)[] {
  const edited = control === undefined ? { facts } : edit(control, subject);
  const found = 'facts' in edited ? simulatedFigures(edited.facts, at).get('k:one') : undefined;
  return [found?.leak.scope, found?.leak.actionDays, found?.takeover.scope, found?.takeover.actionDays];
}

test('before', () => {
  // read 5, delete 12, write 10 of ordinary things; in a takeover read 5 x 30 of the database too
  expect(figures()).toEqual([3, 81 * 27, 4, 231 * 27]);
});

describe('each control changes what it says', () => {
  test.each<[string, (number | undefined)[], string?]>([
    ['revoke', [0, 0, 0, 0]],
    ['rotate:3', [3, 81 * 3, 4, 231 * 27]],
    ['bind', [0, 0, 4, 231 * 27]],
    ['workload-identity', [0, 0, 4, 231 * 27]],
    ['workload-identity:300', [3, (81 * 300) / 86_400, 4, 231 * 27]],
    ['check-identity', [3, 81 * 27, 3, 81 * 27], 'db'],
    ['scope-down', [2, 45 * 27, 3, 195 * 27]],
  ])('%s', (control, expected, subject) => {
    expect(figures(control, subject)).toEqual(expected.map((each) => (each === undefined ? undefined : expect.closeTo(each, 5))));
  });
  test('and takes no fact that was given', () => {
    const copy = structuredClone(facts);
    for (const { id, amount } of controls) edit(amount && amount.otherwise === undefined ? `${id}:1` : id);
    expect(facts).toEqual(copy);
  });
});

describe('scoping down', () => {
  const grantsOf = (from: readonly Fact[]) => {
    const edited = edit('scope-down', 'k:one', from);
    return 'facts' in edited
      ? edited.facts.flatMap((fact) => (fact.fact === 'grant' ? [`${fact.from} ${fact.class} ${fact.resource}`] : []))
      : edited.unchanged;
  };
  test('keeps what was used, of a pattern what was used of it, and what stands for the place', () => {
    expect(grantsOf(facts)).toEqual(['svc read bucket', 'svc write files/a', 'job read db']);
  });
  test('keeps grants of a class that was used where nobody says of what', () => {
    const unsaid: Fact = { fact: 'usage', identity: 'svc', at: when, class: 'delete', outcome: 'success' };
    expect(grantsOf([...facts, unsaid])).toContain('svc delete bucket');
  });
  test('changes nothing where no log says anything', () => {
    expect(grantsOf(facts.filter(({ fact }) => fact !== 'usage'))).toBe('no log says what was used');
  });
});

test('a shorter life than the rotation stays', () => {
  const edited = edit('rotate:3', 'k:one', [...facts, { fact: 'credential', key: 'k:one', ttl: 86_400 }]);
  expect('facts' in edited && edited.facts.at(-1)).toMatchObject({ ttl: 86_400 });
});

test('what is no credential is not rotated, and says so', () => {
  expect(edit('rotate:3', 'svc')).toEqual({ unchanged: 'it is no credential that some record describes' });
  expect(edit('check-identity', 'vault')).toEqual({ unchanged: 'no workload reaches it for where it stands' });
});

test.each([
  ['vanish', 'control "vanish" is none'],
  ['rotate', 'expected rotate:N'],
  ['rotate:0', 'expected rotate:N'],
  ['rotate:x', 'expected rotate:N'],
  ['revoke:3', 'takes no amount'],
])('%s is no control', (text, message) => {
  expect(readControl(text)).toMatchObject({ ok: false, error: { code: 'INVALID', message: expect.stringContaining(message) } });
});
