import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Control } from '../model/controls.ts';
import type { NamedSubject } from '../model/tasks.ts';
import { type Database, openPool } from './database.ts';
import { confirmImport } from './heldImports.ts';
import { type Given, readersDeriver } from './importTesting.ts';
import { analyzeHere, importGiven, makeTasks } from './taskTesting.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';
import { undoImport } from './undoImport.ts';

/** When the path of a subject counts as gone, and when not: docs/remediation.md, as stories of imports. Each begins with a task made on day 1. */
let own: TestDatabase;
let db: Database;
beforeEach(async () => {
  own = await testDatabase();
  db = openPool(own.url);
});
afterEach(async () => {
  await db.close();
  await own.drop();
});

const day = (n: number): Date => new Date(Date.UTC(2026, 9, n, 12));
/** So many more that what goes is no twentieth of the whole. */
const crowd = Array.from({ length: 60 }, (_, i) => ({ fact: 'resource', key: `box:${i}` }));
const key = (more: object = {}) => ({ fact: 'credential', key: 'k', storage: 'plaintext', ...more });
const user = { fact: 'identity', key: 'u', kind: 'service' };
const is = { fact: 'edge', edge: 'authenticates', from: 'k', to: 'u' };
const may = (of: string, what = 'read') => ({ fact: 'grant', from: 'u', class: what, resource: of });
const holds = (store: string, more: object = {}) => ({ fact: 'edge', edge: 'holds', from: store, to: 'k', ...more });
const estate = [key(), user, is, may('box:1'), may('box:2', 'delegate'), ...crowd];

let last: { id: number; state: 'applied' | 'held' } | undefined;
async function load(at: number, facts: unknown[], given: Partial<Given> & { confirm?: boolean } = {}): Promise<void> {
  last = await importGiven(db, { facts, source: 'inventory', dataTime: day(at).toISOString(), ...given }, day(at));
}
const check = (at: number) => analyzeHere(db, day(at));

type Seen = { status: string; why: string | null; gone: boolean; evidence: Record<string, unknown> | null };
async function seen(): Promise<Seen> {
  const { rows } = await db.pool.query<Seen>(
    'SELECT t.status, s.why, s.gone_at IS NOT NULL AS gone, s.evidence FROM task t JOIN task_subject s ON s.task_id = t.id ORDER BY s.id',
  );
  expect(rows).toHaveLength(1);
  return rows[0]!;
}
const make = async (control: Control, more: Partial<Parameters<typeof makeTasks>[1]> = {}): Promise<void> => {
  const { subjects } = await makeTasks(db, { control, keys: ['k'], ...more }, day(1));
  expect(subjects).toBe(1);
};
const on = (subject: NamedSubject): Partial<Parameters<typeof makeTasks>[1]> => ({ subjects: { named: [subject] } });
async function begin(control: Control, more?: Parameters<typeof make>[1], facts: unknown[] = estate): Promise<void> {
  await load(1, facts);
  await check(1);
  await make(control, more);
}

describe('revoke on a credential', () => {
  test('is verified by a whole newer snapshot without it, with the record that was there and the import that has it no more', async () => {
    await begin('revoke');
    await load(
      2,
      estate.slice(1).filter((fact) => fact !== is),
    );
    expect(last?.state).toBe('applied');
    await check(2);
    expect(await seen()).toMatchObject({
      status: 'verified',
      why: null,
      gone: true,
      evidence: { how: 'ended', source: 'inventory', importId: 1, file: 'given.facts.jsonl', line: 1, by: { importId: 2, dataTime: day(2).toISOString() } },
    });
  });

  test('is verified by a record that disables it, one that says when it expired, and a gone', async () => {
    for (const [change, how] of [
      [[key({ status: 'disabled' })], 'said'],
      [[key({ expires: day(2).toISOString() })], 'said'],
      [[key(), { fact: 'gone', key: 'k' }], 'said'],
    ] as const) {
      await begin('revoke');
      await load(3, [...change, ...estate.slice(1)]);
      await check(3);
      expect(await seen()).toMatchObject({ status: 'verified', evidence: { how, by: { importId: 2 } } });
      await db.close();
      await own.drop();
      own = await testDatabase();
      db = openPool(own.url);
    }
  });

  test('is not by an expiry that passes while the source says nothing; once it speaks again it is', async () => {
    await begin('revoke', {}, [key({ expires: day(3).toISOString() }), ...estate.slice(1)]);
    await check(4);
    expect(await seen()).toMatchObject({ status: 'open', why: 'no new data', gone: false });
    await load(5, [key({ expires: day(3).toISOString() }), ...estate.slice(1), { fact: 'resource', key: 'new' }]);
    await check(5);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { how: 'said', importId: 1, by: { importId: 2 } } });
  });

  test('is not by data that are stale when they are analysed', async () => {
    await begin('revoke');
    await load(2, [key({ status: 'disabled' }), ...estate.slice(1)]);
    await check(11);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stale', gone: false });
    await load(12, [key({ status: 'disabled' }), ...estate.slice(1), { fact: 'resource', key: 'new' }]);
    await check(12);
    expect((await seen()).status).toBe('verified');
  });

  test('is not while newer data of the source wait; confirmed they count', async () => {
    await begin('revoke');
    await load(2, [key({ status: 'disabled' }), user]);
    expect(last?.state).toBe('held');
    await check(2);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stands' });
    await confirmImport(db, last!.id, { actor: 'test', now: day(3), deriver: readersDeriver });
    await check(3);
    expect((await seen()).status).toBe('verified');
  });

  test('a snapshot that counts verifies nothing while a newer one is held', async () => {
    await begin('revoke');
    await load(2, [key({ status: 'disabled' }), ...estate.slice(1)]);
    await load(3, [user]);
    expect(last?.state).toBe('held');
    await check(3);
    expect(await seen()).toMatchObject({ status: 'open', why: 'held' });
  });

  test('is not by a snapshot of which records were rejected: the missing one may be among them; a record that says so counts all the same', async () => {
    await begin('revoke');
    const broken = { fact: 'credential', key: '' };
    await load(2, [...estate.slice(1), broken]);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'open', why: 'rejected' });
    await load(3, [key({ status: 'disabled' }), ...estate.slice(1), broken]);
    await check(3);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { how: 'said' } });
  });

  test('is not where the import that said it is undone, however often one analyses', async () => {
    await load(1, estate.slice(1));
    await load(2, [key()], { source: 'other' });
    await check(2);
    await make('revoke');
    await undoImport(db, last!.id, { actor: 'test', now: day(3), deriver: readersDeriver });
    await load(3, [...estate.slice(1).filter((fact) => fact !== is), { fact: 'resource', key: 'new' }]);
    for (const at of [3, 4]) {
      await check(at);
      expect(await seen()).toMatchObject({ status: 'open', why: 'taken back', gone: false });
    }
  });

  test('needs every source that described it to have let it go, or the one that decides to say so', async () => {
    await load(1, [key()], { source: 'other' });
    await begin('revoke');
    await load(
      2,
      estate.slice(1).filter((fact) => fact !== is),
    );
    await check(2);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stands' });
    await load(3, [{ fact: 'resource', key: 'new' }], { source: 'other', confirm: true });
    await check(3);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { source: expect.stringMatching(/other|inventory/) } });
  });

  test('a source of a higher rank decides, and its own data have to be fresh', async () => {
    await begin('revoke');
    await load(2, [key({ status: 'disabled' })], { source: 'issuer', rank: 400 });
    await load(12, [...estate, { fact: 'resource', key: 'new' }]);
    await check(12);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stale' });
    await load(12, [key({ status: 'disabled', name: 'n' })], { source: 'issuer', rank: 400 });
    await check(12);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { source: 'issuer' } });
  });
});

describe('a verified task', () => {
  test('is reopened by the fact that brings the path back, and says which', async () => {
    await begin('revoke');
    await load(2, [key({ status: 'disabled' }), ...estate.slice(1)]);
    await check(2);
    expect((await seen()).status).toBe('verified');
    await load(3, [user, key({ name: 'back again' }), ...estate.slice(2)]);
    await check(3);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stands', gone: false, evidence: null });
    const { rows } = await db.pool.query(`SELECT actor, detail FROM task_event WHERE kind = 'reopened'`);
    expect(rows).toMatchObject([
      {
        actor: null,
        detail: { because: 'the path is there again', subject: 'k', fact: { source: 'inventory', importId: 3, file: 'given.facts.jsonl', line: 2 } },
      },
    ]);
  });

  test('is reopened when the import that verified it is undone', async () => {
    await begin('revoke');
    await load(2, [key({ status: 'disabled' }), ...estate.slice(1)]);
    await check(2);
    await undoImport(db, last!.id, { actor: 'test', now: day(3), deriver: readersDeriver });
    await check(3);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stands' });
  });

  test('stays what it is in a look back, and in an analysis of facts that have moved on', async () => {
    await begin('revoke');
    await load(2, [key({ status: 'disabled' }), ...estate.slice(1)]);
    await check(2);
    await analyzeHere(db, day(1), day(3));
    expect((await seen()).status).toBe('verified');
    const { rows } = await db.pool.query(`SELECT value->>'skipped' AS skipped FROM setting WHERE key = 'remediation.checked'`);
    expect(rows[0].skipped).toContain('before the newest data');
  });
});

describe('the other controls', () => {
  test('bind: by a record with another presentation', async () => {
    await begin('bind');
    await load(2, [key({ presentation: 'sender-constrained' }), ...estate.slice(1)]);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { how: 'said', importId: 2 } });
  });

  test('workload-identity: by an attested one in its place', async () => {
    await begin('workload-identity');
    await load(2, [key({ issuance: 'interactive' }), ...estate.slice(1)]);
    await check(2);
    expect((await seen()).status).toBe('open');
    await load(3, [key({ issuance: 'attested' }), ...estate.slice(1)]);
    await check(3);
    expect((await seen()).status).toBe('verified');
  });

  test('rotate: by a new issue since the task, and due again after so many days', async () => {
    await begin('rotate', { params: { days: 5 } }, [key({ rotated: day(1).toISOString() }), ...estate.slice(1)]);
    await load(3, [key({ rotated: day(2).toISOString() }), ...estate.slice(1)]);
    await check(3);
    expect((await seen()).status).toBe('verified');
    await check(9);
    expect((await seen()).status).toBe('open');
  });

  test('vault: by a record of its storage, and once no store keeps a copy; where it renews is no copy', async () => {
    await begin('vault', {}, [...estate, holds('box:3'), holds('box:4', { renews: true })]);
    await load(2, [key({ storage: 'vault' }), ...estate.slice(1), holds('box:3'), holds('box:4', { renews: true })]);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stands' });
    await load(3, [key({ storage: 'vault' }), ...estate.slice(1), holds('box:4', { renews: true })]);
    await check(3);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { how: 'said' } });
  });

  test('vault on a store: once every copy in it has ended; a scanner, which only adds, never says so', async () => {
    await load(1, [holds('box:5')], { source: 'scanner', mode: 'increment' });
    await begin('vault', on({ kind: 'store', key: 'box:5' }), [...estate, holds('box:5')]);
    await load(2, estate);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stands' });
  });

  test('scope-down on a grant: once every such grant has ended, or its time is over and the source has said so again', async () => {
    await begin('scope-down', on({ kind: 'edge', key: 'u', to: 'box:2', edge: 'grant', class: 'delegate' }));
    await load(2, [...estate.slice(0, 4), { ...may('box:2', 'delegate'), until: day(3).toISOString() }, ...crowd]);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'open', why: 'stands' });
    await check(4);
    expect(await seen()).toMatchObject({ status: 'open', why: 'no new data' });
    await load(5, [...estate.slice(0, 4), { ...may('box:2', 'delegate'), until: day(3).toISOString() }, ...crowd, { fact: 'resource', key: 'new' }]);
    await check(5);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { how: 'run out', by: { importId: 3 } } });
  });

  test('check-identity on an endpoint: once no workload is granted anything there', async () => {
    const zone = { fact: 'workload', key: 'zone', kind: 'zone' };
    const position = { fact: 'grant', from: 'zone', class: 'spend', resource: 'box:7' };
    await begin('check-identity', on({ kind: 'endpoint', key: 'box:7' }), [...estate, zone, position, may('box:7')]);
    await load(2, [...estate, zone, may('box:7')]);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { how: 'ended', importId: 1, by: { importId: 2 } } });
  });

  describe('scope-down of a credential', () => {
    const far = { fact: 'identity', key: 'v', kind: 'role' };
    const hop = { fact: 'edge', edge: 'acts-as', from: 'u', to: 'v' };
    const deep = { fact: 'grant', from: 'v', class: 'delegate', resource: 'box:9' };
    const reach = [key(), user, is, may('box:1'), ...crowd, far, hop, deep];
    const params = { classes: ['delegate' as const] };

    test('by figures, once no class of them is reached, wherever on the way it ended', async () => {
      await begin('scope-down', { params }, reach);
      await load(
        2,
        reach.filter((fact) => fact !== deep),
      );
      await check(2);
      expect(await seen()).toMatchObject({ status: 'verified', evidence: { how: 'figures', importId: 2, by: { importId: 2 } } });
      const { rows } = await db.pool.query('SELECT before, after FROM task_subject');
      expect(rows[0].before.leak.scope).toBe(2);
      expect(rows[0].after.leak.scope).toBe(1);
    });

    test('not while any snapshot of the estate is stale, nor by an undo anywhere', async () => {
      await load(1, [far, hop], { source: 'elsewhere' });
      await begin(
        'scope-down',
        { params },
        reach.filter((fact) => fact !== hop),
      );
      await load(
        10,
        reach.filter((fact) => fact !== deep && fact !== hop),
      );
      await check(10);
      expect(await seen()).toMatchObject({ status: 'open', why: 'stale' });
    });

    test('an undo is no evidence, until its source has spoken again', async () => {
      await load(
        1,
        reach.filter((fact) => fact !== hop),
      );
      await load(1, [far, hop], { source: 'elsewhere' });
      await check(1);
      await make('scope-down', { params });
      await undoImport(db, last!.id, { actor: 'test', now: day(2), deriver: readersDeriver });
      await load(2, [...reach.filter((fact) => fact !== hop), { fact: 'resource', key: 'new' }]);
      await check(2);
      expect(await seen()).toMatchObject({ status: 'open', why: 'taken back' });
      await load(3, [far, { fact: 'resource', key: 'again' }], { source: 'elsewhere' });
      await check(3);
      expect((await seen()).status).toBe('verified');
    });
  });
});

describe('derived facts', () => {
  const readers = (...of: string[]) => ({ fact: 'document', platform: 'p', scope: 's', kind: 'readers', name: 'd', body: { resource: 'box:1', readers: of } });
  const grant = on({ kind: 'edge', key: 'u', to: 'box:1', edge: 'grant', class: 'read' });
  const base = [key(), user, is, ...crowd, { fact: 'identity', key: 'w', kind: 'service' }];

  test('count as far as the documents do that they follow from', async () => {
    await load(1, [...base, readers('u', 'w')]);
    await check(1);
    await make('scope-down', grant);
    await load(2, [...base, readers('w')]);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'verified', evidence: { source: 'derived:p:s' } });
  });

  test('what an undo derives anew proves nothing', async () => {
    await load(1, [...base, readers('w')]);
    await load(2, [...base, readers('u', 'w')]);
    await check(2);
    await make('scope-down', grant);
    await undoImport(db, last!.id, { actor: 'test', now: day(3), deriver: readersDeriver });
    await check(3);
    expect(await seen()).toMatchObject({ status: 'open', why: 'taken back' });
  });
});

describe('a claim', () => {
  const claim = (at: number) => db.pool.query(`UPDATE task SET status = 'claimed done', claimed_by = 'test', claimed_at = $1`, [day(at)]);

  test('stands until data say more; newer data that still show the path put the task back', async () => {
    await begin('revoke');
    await claim(2);
    await check(2);
    expect(await seen()).toMatchObject({ status: 'claimed done', why: 'stands' });
    await load(3, [...estate, { fact: 'resource', key: 'new' }]);
    await check(3);
    expect((await seen()).status).toBe('open');
    const { rows } = await db.pool.query(`SELECT detail FROM task_event WHERE kind = 'reopened'`);
    expect(rows).toMatchObject([{ detail: { because: 'newer data than the claim still show the path', fact: { source: 'inventory', line: 1 } } }]);
  });

  test('is verified like an open task', async () => {
    await begin('revoke');
    await claim(2);
    await load(3, [key({ status: 'disabled' }), ...estate.slice(1)]);
    await check(3);
    expect((await seen()).status).toBe('verified');
  });
});

test('a task of many subjects is verified once all are; the history says how far it is', async () => {
  const keys = Array.from({ length: 30 }, (_, i) => ({ fact: 'credential', key: `k${i}` }));
  await load(1, [...keys, ...crowd]);
  await check(1);
  const made = await makeTasks(db, { control: 'revoke', split: 'one', keys: ['k0', 'k1', 'k2', 'nobody'] }, day(1));
  expect(made).toMatchObject({ subjects: 3, leftOut: { gone: 0, taken: 0, unknown: ['nobody'] } });
  expect(await makeTasks(db, { control: 'revoke', split: 'each', keys: ['k1', 'k3'] }, day(1))).toMatchObject({ subjects: 1, leftOut: { taken: 1 } });
  await load(2, [...keys.slice(1), ...crowd]);
  await check(2);
  const state = async () => (await db.pool.query('SELECT status, gone FROM task ORDER BY id')).rows;
  expect(await state()).toEqual([
    { status: 'open', gone: 1 },
    { status: 'open', gone: 0 },
  ]);
  await load(3, [...keys.slice(3), ...crowd]);
  await check(3);
  expect(await state()).toMatchObject([{ status: 'verified', gone: 3 }, { status: 'open' }]);
  const { rows } = await db.pool.query('SELECT kind, detail FROM task_event WHERE task_id = (SELECT min(id) FROM task) ORDER BY id');
  expect(rows.map(({ kind }) => kind)).toEqual(['created', 'subjects gone', 'verified']);
  expect(rows[1].detail).toMatchObject({ count: 1, of: 3 });
  const burn = await db.pool.query('SELECT subjects, gone, leak_units FROM task_burn WHERE campaign_id = 0 ORDER BY analysis_id');
  expect(burn.rows.map(({ subjects, gone }) => [subjects, gone])).toEqual([
    [4, 1],
    [4, 3],
  ]);
});
