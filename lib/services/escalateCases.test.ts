import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { escalateAccount } from './escalateAccount.ts';
import { escalateCases } from './escalateCases.ts';
import type { EscalationLine } from './escalationLines.ts';

const attacker = { now: '2026-01-15T12:00:00Z', sourceIp: '203.0.113.50' };
const shared = path.join(import.meta.dirname, '..', '..', '..', 'shared');
const file = path.join(shared, 'iam', 'escalation-cases.dev.jsonl');
const there = fs.existsSync(file);
if (!there) console.warn(`skipped: there are no escalation cases at ${file}`);

type Expected = {
  id: string;
  title: string;
  expect: { principal: string; admin: boolean; via?: string[]; mustNot?: string[]; conditional?: boolean }[];
  expectReach?: { from: string; to: string; reachable: boolean }[];
  expectKeys?: { accessKeyId: string; usable: boolean; admin: boolean }[];
};
const cases: Expected[] = there
  ? fs
      .readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];

/** In words, what a case says of a line, and what the line says of that. */
function told({ principal, via = [], mustNot = [], conditional }: Expected['expect'][number], line: EscalationLine | undefined): string {
  if (!line) return `${principal}: nothing`;
  const rules = line.path.map(({ rule }) => rule);
  const way = via.length === 0 || via.includes('*') || !line.admin || via.some((rule) => rules.includes(rule)) ? '' : ` by ${rules.join()}`;
  const forbidden = mustNot.some((rule) => rules.includes(rule)) ? ` by what it must not: ${rules.join()}` : '';
  return `${principal}: ${line.admin}${way}${forbidden}${conditional === undefined ? '' : ` conditional ${line.conditional}`}`;
}

describe.skipIf(!there)('accounts whose administrators are known', async () => {
  const answer = there ? await escalateCases({ file, ...attacker }) : undefined;
  const lines = answer?.ok ? answer.value : [];
  test.each(cases.map((each) => [each.id, each.title, each] as const))('%s: %s', (id, _, expected) => {
    const of = lines.filter(({ caseId }) => caseId === id);
    const line = (arn: string) => of.find(({ principalArn }) => principalArn === arn);
    expect(expected.expect.map((each) => told(each, line(each.principal)))).toEqual(
      expected.expect.map(({ principal, admin, conditional }) => `${principal}: ${admin}${conditional === undefined ? '' : ` conditional ${conditional}`}`),
    );
    for (const { from, to, reachable } of expected.expectReach ?? [])
      expect([from, to, line(from)?.admin || line(from)?.reaches.includes(to)]).toEqual([from, to, reachable]);
    for (const key of expected.expectKeys ?? []) expect(of.flatMap(({ accessKeys }) => accessKeys)).toContainEqual(key);
  });
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-escalate-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
function write(name: string, value: unknown): string {
  const at = path.join(folder, name);
  fs.writeFileSync(at, typeof value === 'string' ? value : JSON.stringify(value));
  return at;
}

const account = '111122223333';
const arn = `arn:aws:iam::${account}:user/eve`;
const own = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: arn }] };
const gaad = {
  UserDetailList: [{ Arn: arn, UserName: 'eve', UserPolicyList: [{ PolicyName: 'p', PolicyDocument: own }] }],
  RoleDetailList: [],
  GroupDetailList: [],
  Policies: [],
};
const step = { rule: 'AWS.IAM.PutUserPolicy', from: arn, to: arn };
const yes = { principalArn: arn, admin: true, direct: false, conditional: false, path: [step], reaches: [], accessKeys: [] };

describe('one account from files', () => {
  test('is answered as the documents say', async () => {
    expect(await escalateAccount({ gaad: write('gaad.json', gaad), ...attacker })).toEqual({ ok: true, value: [yes] });
  });
  test('with what lies beside it', async () => {
    const deny = [{ target: 'r-root', policies: [{ name: 'guard', policy: { ...own, Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }] } }] }];
    const keys = [{ userName: 'eve', accessKeys: [{ accessKeyId: 'AKIAFAKEFAKEFAKEFAKE', status: 'Active' }], passwordEnabled: false }];
    const beside = {
      scps: write('scps.json', deny),
      organization: write('org.json', { id: 'o-1', managementAccountId: '000011112222' }),
      credentials: write('keys.json', keys),
    };
    expect(await escalateAccount({ gaad: write('gaad.json', gaad), ...beside, ...attacker })).toEqual({
      ok: true,
      value: [{ ...yes, admin: false, path: [], accessKeys: [{ accessKeyId: 'AKIAFAKEFAKEFAKEFAKE', usable: true, admin: false }] }],
    });
  });
  test('what cannot be read is named', async () => {
    const message = async (file: string) => (await escalateAccount({ gaad: file, ...attacker })) as { error: { message: string } };
    expect(await message(write('a.json', '{'))).toMatchObject({ error: { message: expect.stringContaining('a.json is not JSON') } });
    expect(await message(write('b.json', {}))).toMatchObject({ error: { message: expect.stringContaining('no entry names an account') } });
    const broken = write('c.json', { ...gaad, UserDetailList: [...gaad.UserDetailList, { UserName: 'bob' }] });
    expect(await message(broken)).toMatchObject({ error: { code: 'INVALID', message: expect.stringContaining('entry 1 of UserDetailList') } });
    expect(await escalateAccount({ gaad: path.join(folder, 'none.json'), ...attacker })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
  test('what is wrong in it is told, and the rest is answered', async () => {
    const warnings: string[] = [];
    const odd = { PolicyName: 'odd', PolicyDocument: { Version: '2012-10-17', Statement: [{ Action: '*', Resource: '*' }] } };
    const text = { PolicyName: 'text', PolicyDocument: '{"Version' };
    const [user] = gaad.UserDetailList;
    const file = write('odd.json', { ...gaad, UserDetailList: [{ ...user, UserPolicyList: [...user!.UserPolicyList, odd, text] }], IsTruncated: true });
    expect(await escalateAccount({ gaad: file, ...attacker }, (warning) => warnings.push(warning))).toEqual({ ok: true, value: [yes] });
    expect(warnings).toEqual([
      expect.stringMatching(/odd\.json: IsTruncated is true, expected the whole answer/),
      `${file}: ${arn}: policy odd, statement 1: Effect is missing; what is wrong allows and forbids nothing`,
      `${file}: ${arn}: policy text: document expected JSON, perhaps URL-encoded; what is wrong allows and forbids nothing`,
    ]);
  });
  test('a case whose dump is none is named', async () => {
    const of = async (input: object) =>
      escalateCases({ file: write('shape.jsonl', JSON.stringify({ id: 'a', input: { accountId: account, ...input } })), ...attacker });
    expect(await of({})).toMatchObject({ error: { message: expect.stringContaining('line 1: input.gaad: is missing') } });
    expect(await of({ gaad: { Users: [] } })).toMatchObject({ error: { message: expect.stringContaining('line 1: gaad has none of UserDetailList') } });
    expect(await of({ gaad: { UserDetailList: {} } })).toMatchObject({ error: { message: expect.stringContaining('line 1: UserDetailList is no list') } });
  });
  test('and many, by case', async () => {
    const file = write('cases.jsonl', `${JSON.stringify({ id: 'a', input: { accountId: account, gaad } })}\n`);
    expect(await escalateCases({ file, ...attacker })).toEqual({ ok: true, value: [{ caseId: 'a', ...yes }] });
    expect(await escalateCases({ file: write('no.jsonl', '{"id":"a"}'), ...attacker })).toMatchObject({
      error: { message: expect.stringContaining('line 1') },
    });
  });
});

/** Published with cloudsplaining; read where it lies. */
const sample = path.join(shared, 'samples', 'aws-gaad', 'cloudsplaining-example-authz-details.json');

test.skipIf(!fs.existsSync(sample))('the largest account that others published: its administrators, and why', async () => {
  const answer = await escalateAccount({ gaad: sample, ...attacker });
  const lines = answer.ok ? answer.value : [];
  const why = lines
    .filter(({ admin }) => admin)
    .map(({ principalArn, path }) => [principalArn.split(':').at(-1), path.map(({ rule }) => rule).join(', then ')]);
  expect(why).toEqual([
    ['user/obama', 'AWS.Direct.Admin'],
    ['user/userwithlotsofpermissions', 'AWS.Direct.Admin'],
    ['role/OverprivilegedEC2', 'AWS.IAM.CreateAccessKey'],
  ]);
  expect(lines.filter(({ admin }) => !admin).map(({ principalArn, conditional }) => [principalArn.split(':').at(-1), conditional])).toEqual([
    ['user/biden', false],
    ['role/MyRole', true],
    ['role/MyOtherRole', true],
  ]);
});
