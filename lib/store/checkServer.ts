import pg from 'pg';

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

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // told by the query as well
  try {
    await client.connect();
    return await client.query<Row>(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
