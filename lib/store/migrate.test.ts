import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Migration, migrate, migrationStatus, readMigrations } from './migrate.ts';
import { createTestDatabase, type TestDatabase, testDatabase } from './testDatabase.ts';

const migration = (name: string, sql: string, checksum = `sum of ${name}`): Migration => ({ name, sql, checksum });
const first = migration('20260101000000_first', 'CREATE TABLE first (n int)');
const second = migration('20260201000000_second', 'CREATE TABLE second (n int); INSERT INTO second VALUES (1)');

let url: string;
let name: string;
let count = 0;

beforeEach(async () => {
  name = `migrate_${process.pid}_${++count}`;
  await createTestDatabase(inject('testServer').ownerUrl, name);
  url = Object.assign(new URL(inject('testServer').ownerUrl), { pathname: `/${name}` }).href;
});
afterEach(() => query(inject('testServer').ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`));

describe('migrate', () => {
  test('applies what is pending in order, once, also when several start at once', async () => {
    const applied = await Promise.all([migrate(url, [first, second]), migrate(url, [first, second]), migrate(url, [first, second])]);
    expect(applied.flat().sort()).toEqual([first.name, second.name]);
    expect(await query(url, 'SELECT n FROM second')).toEqual([{ n: 1 }]);
    expect(await migrate(url, [first, second])).toEqual([]);
  });

  test('records each as Prisma does', async () => {
    await migrate(url, [first, second]);
    const rows = await query(
      url,
      'SELECT migration_name, checksum, applied_steps_count, rolled_back_at, logs, finished_at >= started_at AS finished FROM _prisma_migrations ORDER BY 1',
    );
    const row = (each: Migration) => ({
      migration_name: each.name,
      checksum: each.checksum,
      applied_steps_count: 1,
      rolled_back_at: null,
      logs: null,
      finished: true,
    });
    expect(rows).toEqual([row(first), row(second)]);
  });

  test('takes back a migration that fails, keeps those before it, and goes on once it is mended', async () => {
    const bad = migration(second.name, 'CREATE TABLE second (n int); SELECT 1 / 0');
    await expect(migrate(url, [first, bad])).rejects.toThrow(`Migration ${second.name} failed and was taken back: division by zero`);
    expect(await query(url, `SELECT to_regclass('first') IS NOT NULL AS first, to_regclass('second') IS NOT NULL AS second`)).toEqual([
      { first: true, second: false },
    ]);
    expect(await migrate(url, [first, second])).toEqual([second.name]);
  });

  test('refuses a database whose migrations are not these', async () => {
    await migrate(url, [first]);
    const altered = { ...first, checksum: 'another' };
    await expect(migrate(url, [altered, second])).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(first.name) });
    await expect(migrate(url, [second])).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('newer Keyblast') });
    expect(await migrationStatus(url, [altered, second])).toEqual({ applied: [first.name], pending: [second.name], altered: [first.name], unknown: [] });
  });
});

describe("the product's own migrations", () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  test('are all applied to the template that tests clone', async () => {
    const all = readMigrations().map((each) => each.name);
    expect(all.length).toBeGreaterThan(0);
    expect(await migrationStatus(database.ownerUrl)).toEqual({ applied: all, pending: [], altered: [], unknown: [] });
  });

  test('let the application add to the audit log and read it, and neither change nor empty it', async () => {
    const insert = `INSERT INTO audit (id, at, actor, action, prev, hash) VALUES (1, now(), 'test', 'test', '\\x00', '\\x01') RETURNING actor`;
    expect(await query(database.url, insert)).toEqual([{ actor: 'test' }]);
    expect(await query(database.url, 'SELECT actor FROM audit')).toEqual([{ actor: 'test' }]);
    for (const sql of [`UPDATE audit SET actor = 'other'`, 'DELETE FROM audit', 'TRUNCATE audit', 'DROP TABLE audit', 'ALTER TABLE audit DISABLE TRIGGER ALL'])
      await expect(query(database.url, sql), sql).rejects.toMatchObject({ code: '42501' });
  });

  test('let nobody borrow the rights of the owner: a temporary table of the same name is not what its functions find', async () => {
    const trap = [
      'CREATE TEMP TABLE usage_other (LIKE public.usage_other)',
      `CREATE FUNCTION pg_temp.trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM public.audit; RETURN NULL; END $$`,
      'CREATE TRIGGER trap BEFORE DELETE ON usage_other FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.trap()',
      `SELECT usage_partition('2030-01-01')`,
    ];
    await query(database.url, `INSERT INTO audit (id, at, actor, action, prev, hash) VALUES (1, now(), 'test', 'test', '\\x00', '\\x01')`);
    await query(database.url, trap.join(';'));
    expect(await query(database.url, 'SELECT actor FROM audit')).toEqual([{ actor: 'test' }]);
    const open = `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND NOT proconfig @> ARRAY['search_path=public, pg_temp']`;
    expect(await query(database.ownerUrl, open)).toEqual([]);
  });

  test('work without a role for the application', async () => {
    const bare = readMigrations().map((each) => ({ ...each, sql: each.sql.replaceAll('keyblast_app', 'no_such_role') }));
    expect(await migrate(url, bare)).toEqual(bare.map((each) => each.name));
  });
});

async function query(address: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
