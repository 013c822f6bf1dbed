import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkoutRoot } from './home.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

/** prisma/schema.prisma and the migrated database say the same of every table but partitions: columns, types, nullability, keys, unique columns, indexes. */

type Table = { columns: string[]; primaryKey: string[]; unique: string[]; indexes: string[] };

let own: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  own = await testDatabase();
  client = new pg.Client({ connectionString: own.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await own.drop();
});

const schema = readFileSync(path.join(checkoutRoot(), 'prisma', 'schema.prisma'), 'utf8');
const scalarTypes: Record<string, string> = {
  Int: 'int4',
  'Int @db.SmallInt': 'int2',
  BigInt: 'int8',
  Float: 'float8',
  String: 'text',
  'String @db.Uuid': 'uuid',
  Boolean: 'bool',
  'DateTime @db.Timestamptz(3)': 'timestamptz(3)',
  'DateTime @db.Date': 'date',
  Json: 'jsonb',
  Bytes: 'bytea',
  'String[]': '_text',
  'Int[]': '_int4',
  'BigInt[]': '_int8',
};

function readModel(name: string, body: string): [string, Table] {
  const lines = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
  const columnOf = new Map<string, string>();
  const table: Table = { columns: [], primaryKey: [], unique: [], indexes: [] };
  for (const line of lines) {
    const [, field = '', base = '', list = '', optional = '', rest = ''] = /^(\w+)\s+(\w+)(\[\])?(\?)?\s*(.*)$/.exec(line) ?? [];
    const type = scalarTypes[[`${base}${list}`, /@db\.\w+(\(\d\))?/.exec(rest)?.[0]].filter(Boolean).join(' ')];
    if (!type) continue; // a relation, or a block attribute
    const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
    columnOf.set(field, column);
    // A list is never null to Prisma; to PostgreSQL a missing one is.
    table.columns.push(`${column} ${type}${optional || list ? '' : ' not null'}`);
    if (/@id\b/.test(rest)) table.primaryKey.push(column);
    if (/@unique\b/.test(rest)) table.unique.push(column);
  }
  const columns = (fields: string) => fields.split(',').map((field) => columnOf.get(field.trim()) ?? `? ${field}`);
  for (const line of lines) {
    const [, kind, fields = ''] = /^@@(id|index)\(\[(.*?)\]/.exec(line) ?? [];
    if (kind === 'id') table.primaryKey = columns(fields);
    if (kind === 'index') table.indexes.push(columns(fields).join(', '));
  }
  const table_name = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name;
  return [table_name, { ...table, columns: table.columns.sort(), unique: table.unique.sort(), indexes: table.indexes.sort() }];
}

const declared = new Map([...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => readModel(name, body)));

async function migrated(): Promise<Map<string, Table>> {
  const { rows } = await client.query<{ table: string; columns: string[]; primary_key: string[] | null; unique: string[] | null; indexes: string[] | null }>(`
    SELECT c.relname AS table,
      (SELECT array_agg(a.attname || ' ' || t.typname || CASE WHEN t.typname = 'timestamptz' THEN '(' || a.atttypmod || ')' ELSE '' END
         || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END)
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text[] AS columns,
      (SELECT array_agg(a.attname ORDER BY k.at) FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (attnum, at), pg_attribute a
       WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum)::text[] AS primary_key,
      (SELECT array_agg(pg_get_indexdef(i.indexrelid, 1, true)) FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND NOT i.indisprimary AND i.indpred IS NULL) AS unique,
      (SELECT array_agg((SELECT string_agg(a.attname, ', ' ORDER BY k.at) FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, at), pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum = k.attnum))
       FROM pg_index i WHERE i.indrelid = c.oid AND NOT i.indisunique AND i.indpred IS NULL)::text[] AS indexes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT LIKE '\\_prisma%'`);
  const sorted = (list: string[] | null) => [...(list ?? [])].sort();
  return new Map(
    rows.map((row) => [
      row.table,
      { columns: sorted(row.columns), primaryKey: row.primary_key ?? [], unique: sorted(row.unique), indexes: sorted(row.indexes) },
    ]),
  );
}

test('every table is a model and every model a table', async () => {
  expect([...declared.keys()].sort()).toEqual([...(await migrated()).keys()].sort());
  expect(declared.size).toBeGreaterThan(20);
});

test('with the same columns, types, nullability, keys and indexes', async () => {
  const tables = await migrated();
  for (const [name, table] of declared) expect(table, name).toEqual(tables.get(name));
});

test('the application may read and append to the audit log, not change it', async () => {
  const app = new pg.Client({ connectionString: own.url });
  await app.connect();
  try {
    expect((await app.query('SELECT count(*) FROM audit')).rows).toEqual([{ count: '0' }]);
    await app.query(`INSERT INTO audit (id, at, actor, action, prev, hash) VALUES (1, now(), 'a', 'b', '', '')`);
    await expect(app.query(`UPDATE audit SET actor = 'c'`)).rejects.toThrow(/permission denied/);
    await expect(app.query('DELETE FROM audit')).rejects.toThrow(/permission denied/);
    await expect(app.query('TRUNCATE audit')).rejects.toThrow(/permission denied/);
  } finally {
    await app.end();
  }
});
