import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { KeyblastError } from '../model/errors.ts';
import { checkoutRoot } from './home.ts';

/** One folder of prisma/migrations. */
export type Migration = { name: string; sql: string /** As Prisma records it: SHA-256 of the file, hexadecimal. */; checksum: string };
export type MigrationStatus = {
  applied: string[];
  pending: string[] /** Applied, but the file is another one now. */;
  altered: string[] /** Applied, but not in this version of Keyblast. */;
  unknown: string[];
};

/** Prisma's own lock, so that `prisma migrate deploy` and this runner wait for each other. */
const prismaLock = 72707369;

/** The table as Prisma's schema engine makes it, so that `prisma migrate deploy` agrees with what was done here. */
const recordTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT,
  rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

export const migrationFolder = (): string => path.join(checkoutRoot(), 'prisma', 'migrations');

/** Every migration of the folder, in order. */
export function readMigrations(folder: string = migrationFolder()): Migration[] {
  const names = fs.readdirSync(/*turbopackIgnore: true*/ folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => ({ name, file: path.join(folder, name, 'migration.sql') }))
    .filter(({ file }) => fs.existsSync(file)) // a folder that an older version left behind empty
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, file }) => {
      const sql = fs.readFileSync(file, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** Applies what is pending, each migration in a transaction of its own with its record; answers their names. Several at once wait for each other. */
export async function migrate(ownerUrl: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]);
    await client.query(recordTable);
    const status = compare(migrations, await records(client));
    refuseAltered(status);
    for (const migration of migrations) if (status.pending.includes(migration.name)) await apply(client, migration);
    return status.pending;
  });
}

/** What is applied and what is not, without changing anything. */
export async function migrationStatus(url: string, migrations: Migration[] = readMigrations()): Promise<MigrationStatus> {
  return withClient(url, async (client) => {
    const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
    return compare(migrations, rows[0].there ? await records(client) : new Map());
  });
}

/** By name: the checksum of every finished migration. */
async function records(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function compare(migrations: Migration[], records: Map<string, string>): MigrationStatus {
  const known = new Set(migrations.map(({ name }) => name));
  return {
    applied: [...records.keys()].sort(),
    pending: migrations.filter(({ name }) => !records.has(name)).map(({ name }) => name),
    altered: migrations.filter(({ name, checksum }) => records.has(name) && records.get(name) !== checksum).map(({ name }) => name),
    unknown: [...records.keys()].filter((name) => !known.has(name)).sort(),
  };
}

function refuseAltered({ altered, unknown }: MigrationStatus): void {
  if (altered.length)
    throw new KeyblastError(
      'CONFLICT',
      `Migration ${altered.join(', ')} was applied to this database in another form than the file has now. Restore the file as it was released; changes go into a new migration.`,
    );
  if (unknown.length)
    throw new KeyblastError(
      'CONFLICT',
      `This database was migrated by a newer Keyblast (${unknown.join(', ')} is not known here). Update this checkout, or use another database.`,
    );
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new KeyblastError('INTERNAL', `Migration ${name} failed and was taken back: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The lock belongs to the connection, and ends with it. */
async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the query in flight is told as well
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
