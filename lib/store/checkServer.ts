import pg from 'pg';
import type { Queries } from './audit.ts';
import { verifyAudit } from './verifyAudit.ts';

/** What `doctor` asks the database, on a connection of its own each time, so that one answer that fails leaves the others alone. */

/** Connects and answers the server's version. */
export async function checkServer(url: string): Promise<{ version: string; major: number }> {
  const { rows } = await ask<{ version: string; number: number }>(
    url,
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
  );
  return { version: rows[0]?.version ?? 'unknown', major: Math.floor((rows[0]?.number ?? 0) / 10_000) };
}

/** Whether the role that connects could rewrite the audit log (docs/decisions: the application may insert and read only). */
export async function checkAuditRole(url: string): Promise<{ name: string; exists: boolean; mayChange: boolean }> {
  const { rows } = await ask<{ name: string; exists: boolean; mayChange: boolean | null }>(
    url,
    `SELECT current_user AS name, to_regclass('audit') IS NOT NULL AS exists, has_table_privilege(to_regclass('audit'), 'UPDATE, DELETE, TRUNCATE') AS "mayChange"`,
  );
  const row = rows[0];
  return { name: row?.name ?? 'unknown', exists: row?.exists ?? false, mayChange: row?.mayChange ?? false };
}

/** Walks the chain of the audit log. */
export const checkAuditChain = (url: string): ReturnType<typeof verifyAudit> => withClient(url, (client) => verifyAudit(client));

/** Settings of the server, as this role has them in this database; times in milliseconds, 0: none. */
export async function readServerSettings(url: string) {
  const { rows } = await ask<
    Record<'encoding' | 'fsync' | 'synchronous' | 'isolation' | 'autovacuum', string> &
      Record<'statement' | 'idle' | 'lock' | 'connections' | 'used' | 'reserved', number>
  >(
    url,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous,
       current_setting('default_transaction_isolation') AS isolation, current_setting('autovacuum') AS autovacuum,
       (SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout') AS statement, (SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout') AS lock,
       (SELECT setting::int FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout') AS idle, current_setting('max_connections')::int AS connections,
       current_setting('superuser_reserved_connections')::int AS reserved, (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used`,
  );
  return rows[0]!;
}

/** The server's clock in milliseconds since 1970 UTC, and how long the answer took. */
export async function readServerClock(url: string): Promise<{ serverMs: number; tookMs: number; askedMs: number }> {
  return withClient(url, async (client) => {
    const askedMs = Date.now();
    const { rows } = await client.query<{ ms: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms');
    return { serverMs: rows[0]!.ms, tookMs: Date.now() - askedMs, askedMs };
  });
}

/** Whether the application's role may do what it has to, table by table; those where it may not. */
export async function readMissingRights(url: string): Promise<string[]> {
  const { rows } = await ask<{ name: string }>(
    url,
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT LIKE '\\_prisma%'
       AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')) ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

export type HouseState = {
  administrators: number;
  waiting: number;
  oldestWaitingAt: Date | null;
  running: number;
  oldestRunningAt: Date | null;
  failed: { kind: string; message: string | null; at: Date }[];
  queueExists: boolean;
  deliveries: { webhook: string; said: string | null; at: Date }[];
  held: { id: number; source: string }[];
  sources: { name: string; dataTime: Date | null }[];
  generation: number;
  analysis: { id: number; generation: number; finishedAt: Date; horizonDays: number; weightsVersion: string } | undefined;
};

/** What waits, runs, failed, is held or stale. @param since failures before it are not told */
export function readHouseState(url: string, since: Date): Promise<HouseState> {
  return withClient(url, async (client) => {
    const one = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row> => (await client.query<Row>(sql, values)).rows[0]!;
    const { administrators } = await one<{ administrators: number }>(
      `SELECT count(*)::int AS administrators FROM person WHERE role = 'admin' AND deactivated_at IS NULL`,
    );
    const jobs = await one<{ waiting: number; oldest_waiting: Date | null; running: number; oldest_running: Date | null }>(
      `SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, min(created_at) FILTER (WHERE state = 'waiting') AS oldest_waiting,
         count(*) FILTER (WHERE state = 'running')::int AS running, min(started_at) FILTER (WHERE state = 'running') AS oldest_running FROM job`,
    );
    const failed = await client.query<{ kind: string; message: string | null; at: Date }>(
      `SELECT kind, error ->> 'message' AS message, finished_at AS at FROM job WHERE state = 'failed' AND finished_at >= $1 ORDER BY finished_at DESC LIMIT 20`,
      [since],
    );
    const { exists } = await one<{ exists: boolean }>(`SELECT to_regclass('pgboss.job') IS NOT NULL AS exists`);
    const deliveries = await client.query<{ webhook: string; said: string | null; at: Date }>(
      `SELECT w.name AS webhook, d.attempts -> -1 ->> 'said' AS said, d.finished_at AS at FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
       WHERE d.state = 'failed' AND d.event <> 'test' AND w.deleted_at IS NULL AND d.finished_at >= $1 ORDER BY d.finished_at DESC LIMIT 100`,
      [since],
    );
    const held = await client.query<{ id: number; source: string }>(
      `SELECT i.id, s.name AS source FROM import i JOIN source s ON s.id = i.source_id WHERE i.state = 'held' ORDER BY i.id`,
    );
    const sources = await client.query<{ name: string; data_time: Date | null }>(
      `SELECT name, data_time FROM source WHERE data_time IS NOT NULL AND name NOT LIKE 'derived:%' AND name <> 'settings' ORDER BY data_time`,
    );
    const { generation } = await one<{ generation: string }>(`SELECT value #>> '{}' AS generation FROM setting WHERE key = 'facts.generation'`);
    const analysis = (
      await client.query<{ id: number; generation: string; finished_at: Date; horizon_days: number; weights_version: string }>(
        'SELECT id, generation, finished_at, horizon_days, weights_version FROM analysis ORDER BY id DESC LIMIT 1',
      )
    ).rows[0];
    return {
      administrators,
      waiting: jobs.waiting,
      oldestWaitingAt: jobs.oldest_waiting,
      running: jobs.running,
      oldestRunningAt: jobs.oldest_running,
      failed: failed.rows,
      queueExists: exists,
      deliveries: deliveries.rows,
      held: held.rows,
      sources: sources.rows.map(({ name, data_time }) => ({ name, dataTime: data_time })),
      generation: Number(generation),
      analysis: analysis && {
        id: analysis.id,
        generation: Number(analysis.generation),
        finishedAt: analysis.finished_at,
        horizonDays: analysis.horizon_days,
        weightsVersion: analysis.weights_version,
      },
    };
  });
}

const ask = <Row extends pg.QueryResultRow>(url: string, sql: string): Promise<pg.QueryResult<Row>> => withClient(url, (client) => client.query<Row>(sql));

async function withClient<T>(url: string, work: (client: pg.Client & Queries) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // told by the query as well
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
