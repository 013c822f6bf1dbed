import { describe, expect, test } from 'vitest';
import type { AwsUser, AwsUserCredentials } from '../model/awsDocuments.ts';
import type { Fact } from '../model/facts.ts';
import { parseFact } from '../model/parseFact.ts';
import { awsUsers, type UserDocument } from './awsUsers.ts';

const account = '111122223333';
const arn = (user: string, of = account): string => `arn:aws:iam::${of}:user/${user}`;
const [a, b] = ['AKIAFAKEFAKEFAKEFAKA', 'AKIAFAKEFAKEFAKEFAKB'];
const [march, june] = ['2025-03-01T09:00:00.000Z', '2025-06-01T09:00:00.000Z'];

const user = (name: string, more: Partial<AwsUser> = {}): Omit<UserDocument, 'at'> => ({
  kind: 'user',
  body: { account, arn: arn(name), name: name.split('/').at(-1)!, groups: [], inline: [], attached: [], tags: {}, ...more },
});
const credentials = (body: Partial<AwsUserCredentials>): Omit<UserDocument, 'at'> => ({
  kind: 'user-credentials',
  body: { account, user: 'ann', accessKeys: [], ...body },
});
const report = (...accessKeys: AwsUserCredentials['accessKeys']) => credentials({ arn: arn('staff/ann'), accessKeys });
const list = (...accessKeys: AwsUserCredentials['accessKeys']) => credentials({ accessKeys });

function factsOf(...documents: Omit<UserDocument, 'at'>[]): Fact[] {
  const given = documents.map((document, at) => ({ ...document, at }) as UserDocument);
  const derived = awsUsers(given);
  const texts = (facts: Fact[]) => facts.map((fact) => JSON.stringify(fact)).sort();
  // whatever their order
  expect(texts(awsUsers([...given].reverse()).facts.map(({ fact }) => fact))).toEqual(texts(derived.facts.map(({ fact }) => fact)));
  for (const { fact } of derived.facts) expect(parseFact(fact)).toMatchObject({ ok: true });
  return derived.facts.map(({ fact }) => fact);
}
const kindOf = (...documents: Omit<UserDocument, 'at'>[]) => factsOf(...documents).flatMap((fact) => (fact.fact === 'identity' ? [fact.kind] : []));
const joinsOf = (...documents: Omit<UserDocument, 'at'>[]) =>
  factsOf(...documents).flatMap((fact) => (fact.fact === 'credential' ? [`${fact.key} is slot ${fact.aliases?.join().at(-1)}`] : []));
const is = (id: string, slot: number): string => `aws:accesskey:${id} is slot ${slot}`;

describe('a user', () => {
  test('is one identity, however many documents tell of it', () => {
    const described = user('staff/ann', { id: 'AIDAFAKEFAKEFAKEFAKE', created: march, tags: { team: 'blue' } });
    expect(factsOf(described, report(), list())).toEqual([
      {
        fact: 'identity',
        key: `aws:${arn('staff/ann')}`,
        kind: 'service',
        name: 'ann',
        system: 'aws',
        attrs: { account, id: 'AIDAFAKEFAKEFAKEFAKE', created: march, tags: { team: 'blue' } },
      },
    ]);
  });

  test.each([
    ['nothing known of', {}, 'service'],
    ['with a password and no key', { password: true }, 'human'],
    ['with a password and a key', { password: true, accessKeys: [{ slot: 1, active: true }] }, 'service'],
    ['with a password and an old key', { password: true, accessKeys: [{ slot: 1, active: false }] }, 'human'],
    ['with a password, a key and a second factor', { password: true, mfa: true, accessKeys: [{ slot: 1, active: true }] }, 'human'],
    ['with a second factor for its keys', { password: false, mfa: true, accessKeys: [{ slot: 1, active: true }] }, 'service'],
  ])('%s is %j: %s', (_, body, kind) => {
    expect(kindOf(user('staff/ann'), credentials({ arn: arn('staff/ann'), ...body }))).toEqual([kind]);
  });

  test('the root user is not described here', () => {
    expect(factsOf(credentials({ arn: `arn:aws:iam::${account}:root`, user: '<root_account>', accessKeys: [{ slot: 1, active: true }] }))).toEqual([]);
  });
});

describe('a list of keys that names users only', () => {
  const edge = (to: string) => ({ fact: 'edge', edge: 'authenticates', from: `aws:accesskey:${a}`, to: `aws:${to}` });
  const edges = (...documents: Omit<UserDocument, 'at'>[]) => factsOf(...documents).filter(({ fact }) => fact === 'edge');

  test('is of the user of that name in its account, path, capitals and all', () => {
    expect(edges(user('staff/Ann'), list({ id: a, active: true }))).toEqual([edge(arn('staff/Ann'))]);
    expect(edges(report(), list({ id: a, active: true }))).toEqual([edge(arn('staff/ann'))]);
    expect(edges(user('ann', { account: '444455556666', arn: arn('ann', '444455556666') }), list({ id: a, active: true }))).toEqual([edge(arn('ann'))]);
  });

  test('is described by itself where nothing else describes the user', () => {
    expect(factsOf(list({ id: a, active: true }))).toEqual([
      { fact: 'identity', key: `aws:${arn('ann')}`, kind: 'service', name: 'ann', system: 'aws', attrs: { account } },
      edge(arn('ann')),
    ]);
  });

  test('without an account, is of the only user of that name', () => {
    const nobodys: Omit<UserDocument, 'at'> = { kind: 'user-credentials', body: { user: 'ann', accessKeys: [{ id: a, active: true }] } };
    const elsewhere = user('x', { account: '444455556666', arn: arn('ann', '444455556666'), name: 'ann' });
    expect(edges(user('staff/ann'), nobodys)).toEqual([edge(arn('staff/ann'))]);
    expect(edges(user('staff/ann'), elsewhere, nobodys)).toEqual([]);
    expect(awsUsers([{ ...nobodys, at: 7 } as UserDocument]).problems).toMatchObject([{ document: 7, reason: expect.stringContaining('which account') }]);
  });
});

describe('a slot is the key', () => {
  test('that was made in the same second', () => {
    const keys = list({ id: a, active: true, created: march }, { id: b, active: true, created: june });
    expect(joinsOf(keys, report({ slot: 1, active: true, created: june }, { slot: 2, active: true, created: '2025-03-01T09:00:00Z' }))).toEqual([
      is(a, 2),
      is(b, 1),
    ]);
    // whatever is active: times say more
    expect(joinsOf(list({ id: a, active: false, created: march }), report({ slot: 1, active: true, created: march }))).toEqual([is(a, 1)]);
  });

  test('not where two were made in that second', () => {
    const keys = list({ id: a, active: true, created: march }, { id: b, active: true, created: march });
    expect(joinsOf(keys, report({ slot: 1, active: true, created: march }, { slot: 2, active: true, created: march }))).toEqual([]);
  });

  test('that alone is active, where it alone is', () => {
    const keys = list({ id: a, active: true, created: march }, { id: b, active: false, created: march });
    expect(joinsOf(keys, report({ slot: 1, active: false, created: june }, { slot: 2, active: true, created: june }))).toEqual([is(a, 2)]);
    expect(joinsOf(keys, report({ slot: 1, active: true, created: june }, { slot: 2, active: true, created: june }))).toEqual([]);
    expect(joinsOf(list({ id: a, active: true }), report({ slot: 1, active: true }))).toEqual([is(a, 1)]);
  });

  test('not where it is older than the key: that was another key, since replaced', () => {
    expect(joinsOf(list({ id: a, active: true, created: june }), report({ slot: 1, active: true, created: march }))).toEqual([]);
  });

  test('not of another user', () => {
    const bob = credentials({ user: 'bob', arn: arn('bob'), accessKeys: [{ slot: 1, active: true, created: march }] });
    expect(joinsOf(list({ id: a, active: true, created: march }), bob)).toEqual([]);
  });
});
