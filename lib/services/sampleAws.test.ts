import { expect, test } from 'vitest';
import { moltbookFiles } from '../estate/moltbook.ts';
import type { EdgeFact, Fact } from '../model/facts.ts';
import { readGenerated } from './readGenerated.ts';

/** What the AWS accounts of the sample estate come to show, once their files are read and their policies worked out. */
const facts = await readGenerated(moltbookFiles({ agents: 8000, seed: 1 }));
const edges = facts.filter((fact): fact is EdgeFact => fact.fact === 'edge');
const arn = (what: string): string => `aws:arn:aws:iam::111122223333:${what}`;
const administrator = (account: string): string => `aws:account/${account}/administrator`;
const techniques = (from: string, to: string) =>
  edges.filter((edge) => edge.from === from && edge.to === to).map(({ technique, certainty }) => ({ technique, certainty }));
const of = <T extends Fact['fact']>(kind: T) => facts.filter((fact): fact is Extract<Fact, { fact: T }> => fact.fact === kind);

test('a pipeline deploys, and by passing a role to a function it comes to administer the account', () => {
  expect(techniques(arn('user/ci-deployer'), arn('role/deploy'))).toMatchObject([{ technique: 'AWS.STS.AssumeRole' }]);
  expect(techniques(arn('role/deploy'), arn('role/automation-admin'))).toEqual([{ technique: 'AWS.Lambda.PassRole.CreateFunction.Invoke' }]);
  expect(techniques(arn('role/automation-admin'), administrator('111122223333'))).toHaveLength(1);
  const [step] = edges.filter(({ from, to }) => from === arn('role/deploy') && to === arn('role/automation-admin'));
  expect(step?.evidence).toMatchObject({
    statements: expect.arrayContaining([expect.objectContaining({ policy: arn('policy/deploy-permissions').slice(4), sid: 'PassRoles' })]),
  });
});

test('of those with a right that would do, a boundary and a policy of the organisation keep some', () => {
  expect(techniques(arn('user/terraform'), administrator('111122223333'))).toEqual([{ technique: 'AWS.IAM.CreatePolicyVersion' }]);
  expect(edges.filter(({ from, technique }) => from === arn('user/support-tools') && technique !== undefined)).toEqual([]);
  const sandbox = edges.filter(({ from, technique }) => from.includes(':user/agents/') && technique !== undefined);
  expect(new Set(sandbox.map(({ technique }) => technique))).toEqual(new Set(['AWS.IAM.AttachUserPolicy']));
  const power = (group: string) =>
    of('document').flatMap(({ body }) =>
      typeof body === 'object' && body && 'groups' in body && Array.isArray(body.groups) && body.groups.includes(group) ? [body] : [],
    );
  expect(sandbox).toHaveLength(power('self-service').length);
  expect(power('key-keepers').length).toBeGreaterThan(0);
});

test('any workflow of the organisation changes functions that run by themselves; one of one branch only what it needs', () => {
  expect(techniques('github:moltbook#workflows', arn('role/preview'))).toEqual([{ technique: 'AWS.STS.AssumeRoleWithWebIdentity' }]);
  expect(techniques(arn('role/preview'), 'aws:arn:aws:lambda:eu-central-1:111122223333:function:feed-digest')).toEqual([
    { technique: 'AWS.Lambda.UpdateFunctionCode' },
  ]);
  expect(edges.filter(({ from }) => from === arn('role/release'))).toEqual([]);
});

test('who may give commands to a machine may so only with a second factor', () => {
  const [way] = edges.filter(({ from, to }) => from === arn('user/staff/aiko.abara') && to === arn('role/operations'));
  expect(way).toMatchObject({ certainty: 'possible', condition: { kind: 'mfa' } });
});

test('a pasted key is one with the access key of a user, which the report, the list and the log know', () => {
  const pasted = of('credential').filter(({ key }) => key.startsWith('aws:accesskey:AKIAFAKEPASTED'));
  const told = new Map<string, Set<string>>();
  for (const { key, source } of pasted) told.set(key, (told.get(key) ?? new Set()).add(source?.name.split(':')[0] ?? 'others'));
  expect(told.size).toBeGreaterThan(2);
  for (const key of told.keys()) {
    expect(edges.filter(({ edge, from, to }) => edge === 'authenticates' && from === key && to.includes(':user/agents/')).length).toBeGreaterThan(0);
    expect(edges.some(({ edge, to }) => edge === 'uses' && to === key)).toBe(true);
    expect(of('credential').some(({ key: of, aliases = [] }) => of === key && aliases.some((alias) => alias.endsWith('/access-key/1')))).toBe(true);
  }
  expect(of('usage').some(({ credential }) => credential !== undefined && told.has(credential))).toBe(true);
});

test('the log covers 90 days, knows who is behind sessions, refuses some, and has a key that no list has', () => {
  const uses = of('usage').filter(({ identity }) => identity?.startsWith('aws:'));
  expect(uses.length).toBeGreaterThan(3000);
  const times = uses.map(({ at }) => Date.parse(at));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse('2026-08-03T00:00:00Z'));
  expect(Math.max(...times)).toBeLessThan(Date.parse('2026-11-01T00:00:00Z'));
  expect(new Set(uses.map(({ proof }) => proof))).toContain('web identity repo:moltbook/platform:ref:refs/heads/main');
  expect(uses.some(({ outcome }) => outcome === 'denied')).toBe(true);
  const described = new Set(of('credential').map(({ key }) => key));
  expect(new Set(uses.flatMap(({ credential }) => (credential !== undefined && !described.has(credential) ? [credential] : [])))).toEqual(
    new Set(['aws:accesskey:AKIAFAKEMOLTBOOK0099']),
  );
});
