import type { Pool, PoolClient } from 'pg';
import { type Database, inTransaction } from './database.ts';

/**
 * Runs `work` against the database as it is at one moment, whatever is written meanwhile, and reads only. What it gets answers every reader of this room that only queries (`pool.query`), one question at a
 * time; it begins no transactions of its own.
 */
export function inSnapshot<T>(database: Database, work: (snapshot: Database) => Promise<T>): Promise<T> {
  return inTransaction(
    database,
    async (client) => {
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      return work({ ...database, pool: asPool(client) });
    },
    'ROLLBACK',
  );
}

/** Readers ask a pool only to query, and one connection does that as well; its queries wait for each other. */
function asPool(client: PoolClient): Pool {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...args: [string, unknown[]?]) => {
    const asked = last.then(() => client.query(...args));
    last = asked.catch(() => undefined);
    return asked;
  };
  return { query } as unknown as Pool;
}

let cursors = 0;
/** Rows in pieces, so that memory stays flat whatever their number. Only within `inSnapshot`. */
export async function* inPieces<R extends object>({ pool }: Database, sql: string, values: unknown[] = [], size = 2000): AsyncGenerator<R[], void> {
  const name = `piece_${++cursors}`;
  await pool.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, values);
  for (;;) {
    const { rows } = await pool.query<R>(`FETCH ${size} FROM ${name}`);
    if (rows.length > 0) yield rows;
    if (rows.length < size) break;
  }
  await pool.query(`CLOSE ${name}`);
}
