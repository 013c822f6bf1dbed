import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendAudit, verifyAudit } from './audit.ts';
import { type Database, inTransaction, openPool } from './database.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

let own: TestDatabase;
let database: Database;
beforeEach(async () => {
  own = await testDatabase();
  database = openPool(own.url);
});
afterEach(async () => {
  await database.close();
  await own.drop();
});

const at = new Date('2026-10-01T00:00:00Z');
const append = (n: number) =>
  inTransaction(database, (client) =>
    appendAudit(client, { at, actor: 'test', action: `act.${n}`, before: { n, nested: { b: [1.5, null, 'ü'], a: 1e21 } }, note: 'n' }),
  );

test('a chain of entries verifies, also when several were appended at once', async () => {
  await Promise.all([1, 2, 3, 4, 5].map(append));
  const verified = await inTransaction(database, verifyAudit);
  expect(verified).toMatchObject({ ok: true, entries: 5 });
});

test.each([
  ['a changed entry', `UPDATE audit SET actor = 'other' WHERE id = 2`, 2],
  ['an entry taken out', 'DELETE FROM audit WHERE id = 2', 3],
  ['a changed value', `UPDATE audit SET before = jsonb_set(before, '{n}', '9') WHERE id = 3`, 3],
])('%s is found', async (_, sql, entry) => {
  for (const n of [1, 2, 3, 4]) await append(n);
  const owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
  expect(await inTransaction(database, verifyAudit)).toEqual({ ok: false, entry });
});
