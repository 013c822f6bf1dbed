import { expect, test } from 'vitest';
import { openPool } from './database.ts';
import { inPieces, inSnapshot } from './snapshot.ts';
import { testDatabase } from './testDatabase.ts';

test('what is read is of one moment, in pieces, and nothing can be written', async () => {
  const made = await testDatabase();
  const database = openPool(made.url);
  const insert = (from: number) =>
    database.pool.query(`INSERT INTO setting (key, value) SELECT 'test.' || n, to_jsonb(n) FROM generate_series($1::int, $1 + 4) n`, [from]);
  const question = `SELECT key FROM setting WHERE key LIKE 'test.%' ORDER BY key`;
  await insert(1);
  await inSnapshot(database, async (snapshot) => {
    const sizes: number[] = [];
    for await (const rows of inPieces<{ key: string }>(snapshot, question, [], 2)) {
      sizes.push(rows.length);
      await insert(10 * sizes.length);
      const other = await Promise.all([1, 2].map(() => snapshot.pool.query(question))); // questions between the pieces, and at once
      expect(other.map(({ rows: all }) => all.length)).toEqual([5, 5]);
    }
    expect(sizes).toEqual([2, 2, 1]);
    await expect(snapshot.pool.query(`DELETE FROM setting`)).rejects.toThrow(/read-only/);
  });
  expect((await database.pool.query(question)).rows).toHaveLength(20);
  await database.close();
  await made.drop();
});
