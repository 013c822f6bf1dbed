import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { applicationRole } from './postgres/state.ts';

export const templateName = 'keyblast_template';

/** A database of this test's own, with every migration applied and nothing in it. */
export type TestDatabase = {
  /** As the application connects: its role may not do what the application's may not. */
  url: string;
  /** As migrations connect. */
  ownerUrl: string;
  drop(): Promise<void>;
};

/** Clones the migrated template (some 50 ms). For tests only: the server is the one that vitest's global set-up started. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await createTestDatabase(server.ownerUrl, name, templateName);
  return {
    url: withDatabase(server.applicationUrl, name),
    ownerUrl: withDatabase(server.ownerUrl, name),
    drop: () => run(server.ownerUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** As the keeper prepares the product's own database. */
export async function createTestDatabase(serverUrl: string, name: string, template?: string): Promise<void> {
  await run(serverUrl, `CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ''}`, `GRANT CREATE ON DATABASE ${name} TO ${applicationRole}`);
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

/** One statement a time: a database is made and dropped outside of transactions. */
async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
