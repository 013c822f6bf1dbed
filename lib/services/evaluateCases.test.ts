import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { evaluateCases } from './evaluateCases.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-cases-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function fileOf(...lines: unknown[]): string {
  const file = path.join(folder, `${fs.readdirSync(folder).length}.jsonl`);
  fs.writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

const ann = 'arn:aws:iam::111122223333:user/ann';
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const early = { ...read, Condition: { DateLessThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } } };
const line = (id: string, statement: object, context?: object) => ({
  id,
  policies: { identity: [{ name: 'p', policy: { Version: '2012-10-17', Statement: statement } }] },
  request: { principal: ann, action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', resourceAccount: '111122223333', context },
});

test('each line is decided, in their order; what is not given is not there', async () => {
  const file = fileOf(line('b', read, {}), '', line('a', { ...read, Effect: 'Deny' }, {}), line('c', { ...read, Action: 's3:PutObject' }));
  expect(await evaluateCases({ file })).toEqual({
    ok: true,
    value: [
      { id: 'b', decision: 'Allowed' },
      { id: 'a', decision: 'ExplicitlyDenied' },
      { id: 'c', decision: 'ImplicitlyDenied' },
    ],
  });
});

test('a time counts for requests that say nothing of their context, and for no others', async () => {
  const file = fileOf(line('said', early, {}), line('unsaid', early));
  expect(await evaluateCases({ file, now: '2026-01-15T12:00:00Z' })).toMatchObject({ value: [{ decision: 'ImplicitlyDenied' }, { decision: 'Allowed' }] });
  expect(await evaluateCases({ file, now: '2026-03-15T12:00:00Z' })).toMatchObject({
    value: [{ decision: 'ImplicitlyDenied' }, { decision: 'ImplicitlyDenied' }],
  });
});

test('a line that is no case is named', async () => {
  const file = fileOf(line('a', read), { id: 'b', policies: {} });
  expect(await evaluateCases({ file })).toEqual({
    ok: false,
    error: { code: 'INVALID', message: `${file} line 2: request: is missing, expected object` },
  });
  expect(await evaluateCases({ file: path.join(folder, 'none') })).toMatchObject({ error: { code: 'NOT_FOUND' } });
});

test('what of a policy AWS would not take is named, with where it stands', async () => {
  const warnings: string[] = [];
  const odd = { ...line('a', { Action: 's3:GetObject', Resource: '*' }, {}) };
  const old = { ...line('b', read, {}), policies: { identity: [{ name: 'p', policy: { Version: '2020-01-01', Statement: read } }], resource: '{"Version' } };
  const file = fileOf(odd, old);
  expect(await evaluateCases({ file }, (text) => warnings.push(text))).toMatchObject({ value: [{ decision: 'ImplicitlyDenied' }, { decision: 'Allowed' }] });
  expect(warnings).toEqual([
    `${file} line 1: policy p, statement 1: Effect is missing; what is wrong allows and forbids nothing`,
    `${file} line 2: policy p: Version expected 2012-10-17 or 2008-10-17, saw "2020-01-01"; what is wrong allows and forbids nothing`,
    `${file} line 2: policy of the resource: document expected JSON, perhaps URL-encoded; what is wrong allows and forbids nothing`,
  ]);
});

test('a line that is no JSON is named', async () => {
  const file = fileOf(line('a', read), '{"id": "b", ');
  expect(await evaluateCases({ file })).toMatchObject({ error: { code: 'INVALID', message: `${file} line 2 is not JSON, expected one JSON object a line` } });
});
