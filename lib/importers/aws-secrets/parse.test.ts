import { expect, test } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { makeFingerprint } from '../../model/fingerprint.ts';
import { erase } from '../importer.ts';
import { inputFile } from '../inputFile.ts';
import { readFacts } from '../readFacts.ts';
import { awsSecrets } from './index.ts';

const fingerprint = makeFingerprint(new Uint8Array(32));

async function read(files: { [name: string]: unknown }) {
  const inputs = Object.entries(files).map(([name, value]) =>
    inputFile({
      name,
      async *open() {
        yield new TextEncoder().encode(JSON.stringify(value));
      },
    }),
  );
  const opened = readFacts(erase(awsSecrets), inputs, { fingerprint, name: 'default' });
  const facts: Fact[] = [];
  for await (const record of opened.records) if (record.ok) facts.push(...record.row);
  return { facts, complete: opened.complete };
}

const account = '111122223333';
const arn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:db-a1B2c3`;

test.each([
  ['a text', 'correct horse battery canary', 'correct horse battery canary', '#value'],
  ['a member that says so', JSON.stringify({ username: 'app', password: 'correct horse battery canary' }), 'correct horse battery canary', '#password'],
  [
    'a JSON object of which no member says so',
    JSON.stringify({ a: 'canary one', b: 'canary two' }),
    JSON.stringify({ a: 'canary one', b: 'canary two' }),
    '#value',
  ],
])('the value is known again, and not kept: %s', async (_, value, secret, place) => {
  const { facts } = await read({ 'x.json': { ARN: arn, Name: 'db', SecretString: value } });
  expect(facts.filter((fact) => fact.fact === 'credential')).toMatchObject([{ key: `aws:${arn}${place}`, aliases: [fingerprint(secret)], storage: 'vault' }]);
  expect(JSON.stringify(facts)).not.toContain('canary');
});

test('a value says nothing of the key that encrypts it: no document comes of it, and no inventory', async () => {
  const kinds = (facts: Fact[]) => facts.flatMap((fact) => (fact.fact === 'document' ? [fact.kind] : []));
  expect(kinds((await read({ 'x.json': { ARN: arn, SecretString: 'FakeSecret-0123' } })).facts)).toEqual([]);
  const parameter = { Name: '/a', ARN: `arn:aws:ssm:eu-west-1:${account}:parameter/a`, Type: 'SecureString' };
  expect(kinds((await read({ 'x.json': { Parameters: [{ ...parameter, Value: 'FakeSecret-0123' }] } })).facts)).toEqual([]);
  expect(kinds((await read({ 'x.json': { Parameters: [parameter] } })).facts)).toEqual(['secret', 'inventoried']);
});

test('pages are one list, of which one may be missing', async () => {
  const page = (name: string, token?: string) => ({ SecretList: [{ ARN: arn.replace('db', name), Name: name }], ...(token && { NextToken: token }) });
  const { facts, complete } = await read({ 'a.json': page('one', 'x'), 'b.json': page('two') });
  expect([facts.filter(({ fact }) => fact === 'resource').length, complete]).toEqual([2, false]);
});
