import { expect, test } from 'vitest';
import { inputFile } from '../inputFile.ts';
import { open } from './parse.ts';

async function read(files: { [name: string]: object }, name = 'default') {
  const inputs = Object.entries(files).map(([file, value]) =>
    inputFile({
      name: file,
      async *open() {
        yield new TextEncoder().encode(JSON.stringify(value));
      },
    }),
  );
  const opened = open(inputs, { name, fingerprint: () => undefined });
  const rows: string[] = [];
  for await (const record of opened.records) {
    const { account = '', user = '', key } = record.ok ? record.row : {};
    rows.push(record.ok ? [account, user, key?.id, key?.lastUsed].filter(Boolean).join(' ') : `${record.line} ${record.reason}`);
  }
  return { rows, complete: opened.complete, source: opened.source };
}

const id = 'AKIAIFAKEFAKEFAKEFA1';
const other = 'AKIAIFAKEFAKEFAKEFA2';
const listed = (...ids: string[]) => ({ AccessKeyMetadata: ids.map((AccessKeyId) => ({ UserName: 'ann', AccessKeyId, Status: 'Active' })) });
const used = { UserName: 'ann', AccessKeyLastUsed: { LastUsedDate: '2026-01-10T08:00:00Z', ServiceName: 's3', Region: 'eu-west-1' } };
const at = '2026-01-10T08:00:00.000Z';

test('an answer about the last use is of the key that its file is named after', async () => {
  const { rows } = await read({ 'list.json': listed(id, other), [`last-used/${other}.json`]: used });
  expect(rows).toEqual([`ann ${id}`, `ann ${other}`, `ann ${other} ${at}`]);
});

test('else of the only key of its user, wherever that stands', async () => {
  expect((await read({ 'a.json': used, 'b.json': listed(id) })).rows).toEqual([`ann ${id}`, `ann ${id} ${at}`]);
  const { rows, complete } = await read({ 'a.json': used, 'b.json': listed(id, other) });
  expect([rows[2], complete]).toEqual(['1 AccessKeyId is missing, and the user of this answer has not exactly one key in these files', false]);
});

test.each([
  ['lists', { 'a.json': listed(id), 'b.json': listed(other) }, true],
  ['a list that goes on', { 'a.json': { ...listed(id), IsTruncated: true, Marker: 'AAAA' } }, false],
  ['the answer of making a key', { 'a.json': { AccessKey: { UserName: 'ann', AccessKeyId: id, Status: 'Active' } } }, false],
  [
    'a list, and the answer of making a key',
    { 'a.json': listed(id), 'b.json': { AccessKey: { UserName: 'ann', AccessKeyId: other, Status: 'Active' } } },
    true,
  ],
  ['nothing', {}, false],
])('%s: complete is %s', async (_, files, complete) => {
  expect((await read(files)).complete).toBe(complete);
});

test('the account: what stands there, else the name given, else what the id of the key says', async () => {
  const newer = 'AKIAQNZGKIQY56JQ7WML';
  expect(await read({ 'a.json': { ...listed(newer), Account: '111122223333' } }, '444455556666')).toMatchObject({ rows: [`111122223333 ann ${newer}`] });
  expect(await read({ 'a.json': listed(newer) }, '444455556666')).toMatchObject({
    rows: [`444455556666 ann ${newer}`],
    source: 'aws-access-keys:444455556666',
  });
  expect(await read({ 'a.json': listed(newer) })).toMatchObject({ rows: [`029608264753 ann ${newer}`], source: 'aws-access-keys:029608264753' });
  expect(await read({ 'a.json': listed(id) })).toMatchObject({ rows: [`ann ${id}`], source: 'aws-access-keys:default' });
});
