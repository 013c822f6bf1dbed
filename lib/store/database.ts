import { Pool, type PoolClient } from 'pg';
import { KeyblastError } from '../model/errors.ts';
import type { PrismaClient } from './generated/client.ts';

/** The one way to the database. `prisma` for the application's reads and writes; `pool` for COPY and typed SQL that the planner must see whole. */
export type Database = {
  pool: Pool;
  url: string;
  /** Made at first use: most commands never need it. */
  prisma(): Promise<PrismaClient>;
  close(): Promise<void>;
};

/** Opens connections to `url` as they are needed; fails at the first query, not here. */
export function openPool(url: string): Database {
  const pool = new Pool({ connectionString: url, max: 8, application_name: 'keyblast' });
  // A connection that breaks while idle is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  let prisma: Promise<PrismaClient> | undefined;
  return {
    pool,
    url,
    prisma: () => (prisma ??= newPrisma(url)),
    async close() {
      if (prisma) await (await prisma).$disconnect();
      await pool.end();
    },
  };
}

async function newPrisma(url: string): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([import('./generated/client.ts'), import('@prisma/adapter-pg')]);
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
}

/** What waits for the end of a transaction that is under way. */
const waiting = new WeakMap<PoolClient, (() => void)[]>();

/** Runs `then` once the transaction of this client has committed; never, where it is rolled back. Only within `inTransaction`. */
export function onCommit(client: PoolClient, then: () => void): void {
  const list = waiting.get(client);
  if (!list) throw new Error('nothing can wait for the end of a transaction that inTransaction did not begin');
  list.push(then);
}

const wentAway = 'PostgreSQL went away in the middle of this; all of it was taken back. Try again: the embedded server is started anew by itself.';

/** Runs `work` in one transaction on one connection: ended by `end` if it returns, rolled back if it throws. UNAVAILABLE where the connection broke. */
export async function inTransaction<T>(database: Database, work: (client: PoolClient) => Promise<T>, end: 'COMMIT' | 'ROLLBACK' = 'COMMIT'): Promise<T> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  // A server that goes away in the middle speaks through the client as well as through the query.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const after: (() => void)[] = [];
    waiting.set(client, after);
    const value = await work(client);
    await client.query(end);
    if (end === 'COMMIT') for (const then of after) then();
    return value;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, which rolls back as well.
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    if (broken && !(error instanceof KeyblastError)) throw new KeyblastError('UNAVAILABLE', wentAway, { cause: error });
    throw error;
  } finally {
    waiting.delete(client);
    client.off('error', onError);
    client.release(broken);
  }
}
