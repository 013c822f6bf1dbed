import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyblastError } from '../model/errors.ts';
import type { ImportReport } from '../model/importReport.ts';
import { type Database, openPool } from './database.ts';
import { confirmImport, dropImport } from './heldImports.ts';
import { importFacts } from './importFacts.ts';
import { dumpInputs, dumpState, type Given, givenSet, readersDeriver } from './importTesting.ts';
import { loadEstate } from './loadEstate.ts';
import { readImportChanges } from './readImportChanges.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';
import { undoImport } from './undoImport.ts';

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

let minute = 0;
const options = () => ({ actor: 'test', now: new Date(Date.UTC(2026, 9, 1, 0, ++minute)), deriver: readersDeriver });
const load = (given: Given, extra: { confirm?: boolean; dryRun?: boolean } = {}, db = database): Promise<ImportReport> =>
  importFacts(db, [givenSet(given)], { ...options(), ...extra });
/** A confirmed import: for tests of what follows from what vanished, not of holding. */
const loadAll = (given: Given, db = database): Promise<ImportReport> => load(given, { confirm: true }, db);

async function node(key: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await database.pool.query('SELECT * FROM node WHERE in_use AND key = $1', [key]);
  return rows[0];
}
const count = async (sql: string): Promise<number> => Number((await database.pool.query(`SELECT count(*) FROM ${sql}`)).rows[0].count);

const credential = (key: string, more: object = {}) => ({ fact: 'credential', key, ...more });
const identity = (key: string, more: object = {}) => ({ fact: 'identity', key, kind: 'service', ...more });
const authenticates = (from: string, to: string, more: object = {}) => ({ fact: 'edge', edge: 'authenticates', from, to, ...more });
const grant = (from: string, resource: string, more: object = {}) => ({ fact: 'grant', from, class: 'read', resource, ...more });
const readers = (resource: string, list: string[], scope = 's') => ({
  fact: 'document',
  platform: 'p',
  scope,
  kind: 'readers',
  body: { resource, readers: list },
});

/** One credential, one identity, one permission. */
const small = [credential('c:1'), identity('i:1'), authenticates('c:1', 'i:1'), grant('i:1', 'r:1')];
const many = (n: number) => Array.from({ length: n }, (_, i) => credential(`many:${i}`));

describe('an import', () => {
  test('stores what is accepted, counts what is not, and keeps of that line, field and reason', async () => {
    const report = await load({ facts: [...small, { fact: 'edge', edge: 'flies', from: 'a', to: 'SECRET-TEXT' }] });
    expect(report.files[0]).toMatchObject({ records: 5, accepted: 4, rejected: 1, rejections: [{ line: 5, field: 'edge' }] });
    expect(report.sources).toMatchObject([
      { source: 'facts:test', state: 'applied', nodes: { added: 2, changed: 0, gone: 0 }, edges: { added: 2, changed: 0, gone: 0 } },
    ]);
    const { rows } = await database.pool.query('SELECT line, field, reason FROM rejected');
    expect(rows).toMatchObject([{ line: 5, field: 'edge' }]);
    expect(JSON.stringify(rows)).not.toContain('SECRET-TEXT');
    expect(await node('r:1')).toMatchObject({ kind: 3, described: false, in_estate: true });
  });

  test('twice changes nothing', async () => {
    await load({ facts: small });
    const before = await dumpState(database);
    const again = await load({ facts: small });
    expect(again).toMatchObject({ sources: [], alreadyImported: [{ state: 'applied' }] });
    expect(await dumpState(database)).toEqual(before);
    expect(await count('batch')).toBe(1);
  });

  test('of the same content in another order changes nothing but the time of the data', async () => {
    await load({ facts: small });
    const before = await dumpInputs(database);
    const report = await load({ facts: [...small].reverse() });
    expect(report.sources).toMatchObject([{ nodes: { added: 0, changed: 0, gone: 0 }, edges: { added: 0, changed: 0, gone: 0 } }]);
    expect(await dumpInputs(database)).toEqual(before);
    expect(await count('fact_node')).toBe(2);
  });

  test('dry run says the same and changes nothing', async () => {
    const said = await load({ facts: small }, { dryRun: true });
    expect(said.sources).toMatchObject([{ nodes: { added: 2 } }]);
    expect(await count('batch')).toBe(0);
    expect(await count('fact_node')).toBe(0);
  });

  test('collapses records that say the same, whatever their lines', async () => {
    await load({ facts: [...small, ...small, authenticates('c:1', 'i:1')] });
    expect(await count('fact_edge')).toBe(1);
  });

  test('keeps text that COPY and SQL treat specially', async () => {
    const odd = 'tab\there \\N back\\slash "quote" {brace} \u{1F511} ￰ new\nline';
    await load({ facts: [credential('c:\\N', { name: odd, aliases: ['a"b', 'a\\b', 'a,b{}'], attrs: { odd } })] });
    expect(await node('c:\\N')).toMatchObject({ name: odd, attrs: { odd } });
    const { rows } = await database.pool.query<{ text: string }>('SELECT text FROM name ORDER BY text');
    expect(rows.map(({ text }) => text)).toEqual(['a"b', 'a,b{}', 'a\\b', 'c:\\N']);
  });

  test('a file that breaks in the middle leaves the state before', async () => {
    const set = givenSet({ facts: small });
    const broken = {
      ...set,
      open: () => ({
        ...set.open(),
        items: (async function* () {
          yield* set.open().items;
          throw new KeyblastError('INVALID', 'cut off');
        })(),
      }),
    };
    await expect(importFacts(database, [broken], options())).rejects.toThrow('cut off');
    expect(await count('fact_node')).toBe(0);
    expect((await load({ facts: small })).sources).toMatchObject([{ state: 'applied' }]);
  });
});

describe('a snapshot', () => {
  test('supersedes what its source said: what vanished is gone, what stays keeps its import, what changed is changed', async () => {
    const first = await load({ facts: [...small, ...many(3)] });
    const report = await loadAll({ facts: [...small.slice(0, 3), grant('i:1', 'r:2'), credential('many:0'), credential('many:1', { status: 'disabled' })] });
    expect(report.sources).toMatchObject([{ nodes: { added: 0, changed: 1, gone: 1 }, edges: { added: 1, changed: 0, gone: 1 } }]);
    const { rows } = await database.pool.query('SELECT seen_from FROM fact_edge WHERE gone_at IS NULL');
    expect(rows).toEqual([{ seen_from: first.sources[0]!.importId }]);
    expect(await node('many:2')).toBeUndefined();
    expect(await node('many:1')).toMatchObject({ status: 1 });
  });

  test('makes a node gone from its data time, where others still mention it but none describes it', async () => {
    await load({ facts: [...small, ...many(40)], dataTime: '2026-09-01T00:00:00Z' });
    await load({ source: 'logs:x', facts: [authenticates('c:1', 'i:1')], mode: 'increment', rank: 100 });
    await loadAll({ facts: [identity('i:1'), ...many(40)], dataTime: '2026-09-30T00:00:00Z' });
    expect(await node('c:1')).toMatchObject({ described: false, gone_at: new Date('2026-09-30T00:00:00Z') });
    await loadAll({ source: 'other:x', facts: [credential('c:1')] });
    expect(await node('c:1')).toMatchObject({ described: true, gone_at: null });
  });

  test('whose time is that of the import is newer than the one before, whatever times are in it', async () => {
    const dated = (key: string, created: string) => credential(key, { created });
    await load({ facts: [dated('c:1', '2026-01-01T00:00:00Z'), dated('c:2', '2026-08-01T00:00:00Z')], dataTime: 'import' });
    await loadAll({ facts: [dated('c:1', '2026-01-01T00:00:00Z')], dataTime: 'import' });
    expect(await node('c:1')).toMatchObject({ described: true });
    expect(await node('c:2')).toBeUndefined();
  });

  test('that arrives late is stored as superseded: the order of imports does not matter', async () => {
    const days: Given[] = [
      { facts: [credential('c:1', { owner: 'a' }), identity('i:1'), authenticates('c:1', 'i:1'), credential('c:2')], dataTime: '2026-09-01T00:00:00Z' },
      { facts: [credential('c:1', { owner: 'b' }), identity('i:1'), authenticates('c:1', 'i:1')], dataTime: '2026-09-02T00:00:00Z' },
      { facts: [identity('i:1'), credential('c:3', { aliases: ['c:2'] })], dataTime: '2026-09-03T00:00:00Z' },
    ];
    const log: Given = {
      source: 'logs:x',
      facts: [authenticates('c:1', 'i:1'), authenticates('c:2', 'i:1')],
      mode: 'increment',
      dataTime: '2026-08-01T00:00:00Z',
    };
    for (const given of [log, ...days]) await loadAll(given);
    const inOrder = await dumpInputs(database);
    expect(await node('c:1')).toMatchObject({ gone_at: new Date('2026-09-03T00:00:00Z') });
    for (const order of [
      [2, 1, 0],
      [2, 0, 1],
      [1, 2, 0],
      [0, 2, 1],
      [1, 0, 2],
    ]) {
      const other = await testDatabase();
      const db = openPool(other.url);
      for (const i of order) await loadAll(days[i]!, db);
      await loadAll(log, db);
      expect(await dumpInputs(db), `order ${order.join(' ')}`).toEqual(inOrder);
      await db.close();
      await other.drop();
    }
  });
});

describe('an increment', () => {
  test('adds; the same edge again is no second one; newer data wins field by field', async () => {
    await load({ mode: 'increment', facts: [credential('c:1', { owner: 'a', party: 'p' }), authenticates('c:1', 'i:1')], dataTime: '2026-09-01T00:00:00Z' });
    await load({ mode: 'increment', facts: [credential('c:1', { owner: 'z' }), authenticates('c:1', 'i:1')], dataTime: '2026-09-02T00:00:00Z' });
    await load({ mode: 'increment', facts: [credential('c:1', { owner: 'm', party: 'old' })], dataTime: '2026-08-02T00:00:00Z' });
    expect(await count('fact_edge')).toBe(1);
    expect(await node('c:1')).toMatchObject({ owner: 'z', party: 'p' });
  });

  test('of which every record is rejected makes its source no newer', async () => {
    const log = (source: string, at: string): Given => ({ facts: [{ fact: 'usage', credential: 'c:1', at }], source, mode: 'increment' });
    await load(log('access-log:a', '2026-09-30T10:00:00Z'));
    await load(log('access-log:a', 'some day'));
    await load(log('access-log:b', 'some day'));
    const { rows } = await database.pool.query('SELECT name, data_time FROM source ORDER BY name');
    expect(rows).toEqual([
      { name: 'access-log:a', data_time: new Date('2026-09-30T10:00:00Z') },
      { name: 'access-log:b', data_time: null },
    ]);
  });

  test('counts an event once, by its id', async () => {
    const usage = (eventId: string, more: object = {}) => ({ fact: 'usage', credential: 'c:1', at: '2026-09-30T10:00:00Z', action: 'get', eventId, ...more });
    await load({ mode: 'increment', facts: [usage('1'), usage('2'), usage('2')] });
    await load({ mode: 'increment', facts: [usage('2'), usage('3', { count: 5 })] });
    const { rows } = await database.pool.query('SELECT count FROM usage ORDER BY id');
    expect(rows).toEqual([{ count: '2' }, { count: '5' }]);
    expect(await node('c:1')).toMatchObject({ kind: 0, described: false, in_estate: false });
  });
});

describe('merging', () => {
  test('the higher rank wins, and the others stay visible', async () => {
    await load({ source: 'scan:x', rank: 200, facts: [credential('c:1', { owner: 'scanner', party: 'p' })], dataTime: '2026-09-09T00:00:00Z' });
    await load({ source: 'iam:x', rank: 400, facts: [credential('c:1', { owner: 'issuer' })], dataTime: '2026-09-01T00:00:00Z' });
    const merged = await node('c:1');
    expect(merged).toMatchObject({ owner: 'issuer', party: 'p' });
    expect(merged?.conflicts).toMatchObject([{ field: 'owner', value: 'scanner' }]);
  });

  test('sources of equal rank count as one: the newer data win, and what a newer snapshot repeats is new', async () => {
    await load({ source: 'a', facts: [credential('c:1', { owner: 'a' })], dataTime: '2026-09-01T00:00:00Z' });
    await load({ source: 'b', facts: [credential('c:1', { owner: 'b' })], dataTime: '2026-09-02T00:00:00Z' });
    expect(await node('c:1')).toMatchObject({ owner: 'b' });
    await load({ source: 'a', facts: [credential('c:1', { owner: 'a' }), credential('c:2')], dataTime: '2026-09-03T00:00:00Z' });
    expect(await node('c:1')).toMatchObject({ owner: 'a' });
  });

  test('within one import the more dangerous value stands; a record may name its own source and rank', async () => {
    const settings = { source: { name: 'settings', rank: 500 } };
    await load({
      facts: [
        credential('c:1', { status: 'disabled', expires: '2027-01-01', environment: 'test' }),
        credential('c:1', { status: 'active', expires: '2026-12-01' }),
        credential('c:1', { environment: 'prod', ...settings }),
      ],
    });
    expect(await node('c:1')).toMatchObject({ status: 0, expires: new Date('2027-01-02T00:00:00Z'), environment: 'prod' });
    expect(await count(`source WHERE name = 'settings' AND rank = 500`)).toBe(1);
  });

  test('a late alias joins, `distinct` undoes it, and taking that back leaves no trace', async () => {
    await load({ facts: [credential('c:b', { owner: 'x' }), credential('c:c'), authenticates('c:b', 'i:1')] });
    const apart = await dumpInputs(database);
    await load({ source: 'late', facts: [credential('c:a', { aliases: ['c:b', 'c:c'] })] });
    expect(await node('c:a')).toMatchObject({ owner: 'x' });
    expect(await node('c:b')).toBeUndefined();
    const joined = await dumpState(database);
    const distinct = await load({ source: 'person', facts: [{ fact: 'distinct', keys: ['c:b', 'c:c'] }] });
    expect(await node('c:a')).toMatchObject({ owner: 'x' });
    expect(await node('c:c')).toBeDefined();
    expect(await count('refused_join')).toBe(1);
    await undoImport(database, distinct.sources[0]!.importId, options());
    expect(await dumpState(database)).toEqual(joined);
    const { rows } = await database.pool.query(`SELECT i.id FROM import i JOIN source s ON s.id = i.source_id WHERE s.name = 'late'`);
    await undoImport(database, rows[0].id, options());
    expect(await dumpInputs(database)).toEqual(apart);
  });

  test('`gone` takes any name, wherever its line stands, until newer data of its rank describe the node', async () => {
    await load({
      mode: 'increment',
      facts: [{ fact: 'gone', key: 'alias', at: '2026-09-01T00:00:00Z' }, credential('c:1', { aliases: ['alias'] })],
      dataTime: '2026-09-01T00:00:00Z',
    });
    expect(await node('c:1')).toMatchObject({ gone_at: new Date('2026-09-01T00:00:00Z') });
    await load({ source: 'scan', rank: 200, facts: [credential('c:1')], dataTime: '2026-09-05T00:00:00Z' });
    expect(await node('c:1')).toMatchObject({ gone_at: new Date('2026-09-01T00:00:00Z') });
    await load({ mode: 'increment', facts: [credential('c:1')], dataTime: '2026-09-02T00:00:00Z' });
    expect(await node('c:1')).toMatchObject({ gone_at: null });
    await load({ mode: 'increment', facts: [{ fact: 'gone', key: 'c:1' }], dataTime: '2026-09-03T00:00:00Z' });
    expect((await loadEstate(database)).estate.nodes.goneMs).toEqual(Float64Array.of(Number.NEGATIVE_INFINITY));
  });
});

describe('derived facts', () => {
  test('open down to the file and line of the document that says them', async () => {
    await load({ source: 'a', facts: [credential('c:1'), readers('r:1', ['i:1'])] });
    const { rows } = await database.pool.query(
      `SELECT l.name AS file, f.line, s.name AS source FROM fact_grant f JOIN import_file l ON l.id = f.file_id JOIN source s ON s.id = f.source_id`,
    );
    expect(rows).toEqual([{ file: 'given.facts.jsonl', line: 2, source: 'derived:p:s' }]);
  });

  test('follow the documents of their scope, whichever import brought them', async () => {
    await load({ source: 'a', facts: [readers('r:1', ['i:1', 'i:2'])] });
    expect(await count('fact_grant WHERE gone_at IS NULL')).toBe(2);
    const b = await load({ source: 'b', facts: [readers('r:2', ['i:1'])] });
    expect(b.sources.map(({ source }) => source)).toEqual(['b', 'derived:p:s']);
    expect(await count('fact_grant WHERE gone_at IS NULL')).toBe(3);
    await loadAll({ source: 'a', facts: [readers('r:1', ['i:2']), readers('r:9', ['i:9'], 't')] });
    expect(await count('fact_grant WHERE gone_at IS NULL')).toBe(3);
  });

  test('are derived again by an undo, also where others have touched the scope since', async () => {
    const a = await load({ source: 'a', facts: [readers('r:1', ['i:1'])] });
    await load({ source: 'b', facts: [readers('r:2', ['i:2'])] });
    await undoImport(database, a.sources[0]!.importId, options());
    const { rows } = await database.pool.query(`SELECT n.text FROM fact_grant f JOIN name n ON n.id = f.from_id WHERE f.gone_at IS NULL`);
    expect(rows).toEqual([{ text: 'i:2' }]);
  });
});

describe('undo', () => {
  const first: Given = {
    facts: [
      ...small,
      ...many(5),
      readers('r:1', ['i:1']),
      { fact: 'sighting', credential: 'c:1', where: 'repo' },
      { fact: 'usage', credential: 'c:1', at: '2026-09-30T10:00:00Z' },
    ],
  };
  const second: Given = {
    facts: [
      credential('c:1', { aliases: ['many:1'], owner: 'new' }),
      identity('i:2'),
      readers('r:2', ['i:1', 'i:2']),
      { fact: 'gone', key: 'many:2' },
      { fact: 'distinct', keys: ['x', 'y'] },
    ],
  };

  test('gives back the state before, to the last row', async () => {
    await loadAll(first);
    const before = await dumpState(database);
    const report = await loadAll(second);
    expect(await dumpState(database)).not.toEqual(before);
    expect(await undoImport(database, report.sources[0]!.importId, options())).toEqual([{ importId: report.sources[0]!.importId, source: 'facts:test' }]);
    expect(await dumpState(database)).toEqual(before);
    expect((await loadAll(second)).sources[0]).toMatchObject({ state: 'applied' });
  });

  test('of one that came late gives back the state before too', async () => {
    await loadAll({ ...first, dataTime: '2026-09-01T00:00:00Z' });
    await loadAll({ ...second, dataTime: '2026-09-05T00:00:00Z' });
    const before = await dumpState(database);
    const late = await loadAll({ facts: [credential('c:late'), ...many(1)], dataTime: '2026-09-03T00:00:00Z' });
    expect(late.sources[0]).toMatchObject({ late: true });
    await undoImport(database, late.sources[0]!.importId, options());
    expect(await dumpState(database)).toEqual(before);
  });

  test('only of the newest import of a source; the answer names the one to undo first', async () => {
    const [one, two] = [await loadAll(first), await loadAll(second)];
    await expect(undoImport(database, one.sources[0]!.importId, options())).rejects.toThrow(`undo import ${two.sources[0]!.importId} first`);
    await expect(undoImport(database, 999, options())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a snapshot that is not complete, or from which more than 5 % vanished', () => {
  test('is held: nothing changes until it is confirmed', async () => {
    await load({ facts: [...small, ...many(20)] });
    const before = await dumpState(database);
    const next = { facts: [...small, ...many(18), identity('i:new')] };
    const { generation } = await loadEstate(database);
    const report = await load(next);
    expect((await loadEstate(database)).generation).toBe(generation); // figures are not behind what does not count
    expect(report.sources).toMatchObject([{ state: 'held', nodes: { added: 0, changed: 0, gone: 0 } }]);
    expect(report.sources[0]?.heldReason).toContain('2 of the 24 records');
    const inputs = await dumpInputs(database);
    expect(inputs.nodes).toHaveLength(before.node!.length);
    expect((await load(next)).alreadyImported).toMatchObject([{ state: 'held' }]);
    const confirmed = await confirmImport(database, report.sources[0]!.importId, options());
    expect(confirmed.sources).toMatchObject([{ state: 'applied', nodes: { added: 1, changed: 0, gone: 2 } }]);
    const held = await dumpInputs(database);
    expect(await node('many:19')).toBeUndefined();
    await undoImport(database, confirmed.sources[0]!.importId, options());
    expect(await dumpState(database)).toEqual(before);
    await loadAll(next);
    expect(await dumpInputs(database)).toEqual(held);
  });

  test('is accepted by importing it again with a confirmation, and waits no more', async () => {
    await load({ facts: many(20) });
    await load({ facts: many(10) });
    expect((await loadAll({ facts: many(10) })).sources).toMatchObject([{ state: 'applied', nodes: { gone: 10 } }]);
    expect(await count(`import WHERE state = 'held'`)).toBe(0);
    expect(await count('fact_node')).toBe(20);
  });

  test('may be dropped, and leaves nothing', async () => {
    await load({ facts: [...small, ...many(20)] });
    const before = await dumpState(database);
    const report = await load({ facts: small, complete: false });
    expect(report.sources).toMatchObject([{ state: 'held', heldReason: 'the files are not complete' }]);
    await dropImport(database, report.sources[0]!.importId, options());
    expect(await dumpState(database)).toEqual(before);
    await expect(dropImport(database, report.sources[0]!.importId, options())).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is applied where the source said nothing before, for it can take nothing away', async () => {
    expect((await load({ facts: small, complete: false })).sources).toMatchObject([{ state: 'applied' }]);
    expect((await load({ facts: [...small, credential('c:new')], complete: false })).sources).toMatchObject([{ state: 'held' }]);
  });

  test('up to 5 % may vanish', async () => {
    await load({ facts: many(40) });
    expect((await load({ facts: many(38) })).sources).toMatchObject([{ state: 'applied', nodes: { gone: 2 } }]);
  });
});

test('what a held snapshot would change is told before it is confirmed, and the uses of a log with it', async () => {
  const changes = (importId: number, isHeld: boolean) => readImportChanges(database, { importId, isHeld, limit: 10, offset: 0 });
  await load({ facts: [...small, ...many(10)] });
  const held = await load({ facts: [credential('c:1', { owner: 'ada' }), identity('i:1'), authenticates('c:1', 'i:1'), grant('i:1', 'r:2')] });
  expect(held.sources).toMatchObject([{ state: 'held' }]);
  const told = await changes(held.sources[0]!.importId, true);
  expect(told.total).toBe(13);
  expect(told.rows.slice(0, 2)).toMatchObject([
    { what: 'node', kind: 'credential', change: 'gone', name: 'many:0' },
    { what: 'node', kind: 'credential', change: 'gone', name: 'many:1' },
  ]);
  const confirmed = await confirmImport(database, held.sources[0]!.importId, options());
  const rows = (await changes(confirmed.sources[0]!.importId, false)).rows;
  expect(rows).toEqual(told.rows.map(({ node: _, ...row }) => ({ ...row, ...(row.change !== 'gone' && { node: expect.any(String) }) })));

  const log = await load({
    facts: ['1', '2', '3'].map((eventId) => ({ fact: 'usage', credential: 'c:1', at: `2026-09-2${eventId}T10:00:00Z`, eventId })),
    source: 'access-log:test',
    mode: 'increment',
  });
  expect(await changes(log.sources[0]!.importId, false)).toEqual({
    rows: [],
    total: 0,
    uses: { count: 3, credentials: 1, from: '2026-09-21T10:00:00.000Z', to: '2026-09-23T10:00:00.000Z' },
  });
});
