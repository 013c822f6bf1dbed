import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { analyze } from '../blast/analyze.ts';
import { buildGraph } from '../blast/buildGraph.ts';
import type { CorrectionSubject } from '../model/corrections.ts';
import { expireCorrections, insertCorrection, restoreCorrection, withdrawCorrection } from './changeCorrections.ts';
import { correctedFacts } from './correctedFacts.ts';
import { countCorrections, listCorrectionRows } from './corrections.ts';
import { type Database, openPool } from './database.ts';
import { factsGeneration } from './factsGeneration.ts';
import { loadEstate } from './loadEstate.ts';
import { analyzeHere, importGiven, makeTasks } from './taskTesting.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

/** What a correction does to what is analysed, and that facts and tasks do not notice. */
const dayMs = 86_400_000;
const begin = Date.UTC(2026, 9, 1, 12);
const at = (days: number): Date => new Date(begin + days * dayMs);
const by = (days: number, actor = 'ada') => ({ actor, now: at(days) });

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

const estate = [
  { fact: 'credential', key: 'key:a', storage: 'plaintext', aliases: ['slot:1'] },
  { fact: 'credential', key: 'key:b', storage: 'plaintext' },
  { fact: 'identity', key: 'me', kind: 'service' },
  { fact: 'identity', key: 'boss', kind: 'service' },
  { fact: 'resource', key: 'box', store: true },
  { fact: 'resource', key: 'prod' },
  { fact: 'edge', edge: 'authenticates', from: 'key:a', to: 'me' },
  { fact: 'edge', edge: 'acts-as', from: 'me', to: 'boss' },
  { fact: 'grant', from: 'boss', class: 'delegate', resource: 'prod' },
  { fact: 'grant', from: 'me', class: 'read', resource: 'prod' },
  { fact: 'edge', edge: 'reads-secrets', from: 'me', to: 'box' },
  { fact: 'edge', edge: 'holds', from: 'box', to: 'key:b' },
  { fact: 'edge', edge: 'authenticates', from: 'key:b', to: 'boss' },
];
/** So that one that vanishes holds no import. */
const crowd = Array.from({ length: 80 }, (_, i) => ({ fact: 'resource', key: `filler:${i}` }));
const slot = [
  { fact: 'credential', key: 'slot:1', status: 'disabled' },
  { fact: 'sighting', credential: 'key:b', audience: 'public', where: 'a paste' },
];
const load = (facts: unknown[], days: number, source = 'one') =>
  importGiven(db, { facts: [...facts, ...crowd], source, mode: 'snapshot', dataTime: at(days).toISOString() }, at(days));
const correct = (subject: CorrectionSubject, days: number, until = days + 30) =>
  insertCorrection(db, { ...subject, reason: 'seen by hand', expiresAt: at(until) }, by(days));

/** Of a leak, up to: identities and chained credentials reached, permissions, and whether it is usable at all. */
async function reach(days: number) {
  const { estate: columns } = await loadEstate(db);
  const graph = buildGraph(columns, { asOfMs: at(days).getTime(), horizonDays: 27 });
  const { upTo } = analyze(graph).analysis.leak;
  const of = (key: string) => {
    const i = graph.credentials.findIndex((v) => columns.nodes.key[v] === key);
    const v = graph.credentials[i]!;
    return { identities: upTo.identities[i]!, chain: upTo.chain[i]!, scope: upTo.scope[i]!, usable: graph.usable[v] === 1, sighted: columns.nodes.sighted[v]! };
  };
  return { a: of('key:a'), b: of('key:b'), nodes: columns.nodes.key };
}
const whole = { identities: 2, chain: 1, scope: 3, usable: true, sighted: 0 };
const standing = async (): Promise<number> =>
  Number(
    (
      await db.pool.query(
        'SELECT count(*) FROM (SELECT gone_at FROM fact_edge UNION ALL SELECT gone_at FROM fact_grant UNION ALL SELECT gone_at FROM fact_node) f WHERE gone_at IS NULL',
      )
    ).rows[0].count,
  );

describe('an edge that is wrong', () => {
  test('is left out of the graph, whatever name its ends are called by, and stays in the facts', async () => {
    await load(estate, 0);
    const facts = await standing();
    expect((await reach(0)).a).toEqual(whole);
    const before = await factsGeneration(db.pool);
    const made = await correct({ kind: 'wrong edge', key: 'slot:1', to: 'me', edge: 'authenticates' }, 1);
    expect(made).toMatchObject({
      id: 1,
      key: 'key:a',
      to: 'me',
      edge: 'authenticates',
      state: 'in force',
      madeBy: 'ada',
      facts: 1,
      newest: [{ source: 'one', line: 7 }],
    });
    expect((await reach(1)).a).toEqual({ identities: 0, chain: 0, scope: 0, usable: true, sighted: 0 });
    expect(await standing()).toBe(facts);
    expect(await factsGeneration(db.pool)).toBeGreaterThan(before);
    expect((await loadEstate(db)).corrections).toBe(1);
  });

  test('a grant likewise, of its class only; what a newer import repeats is left out too', async () => {
    await load(estate, 0);
    await correct({ kind: 'wrong edge', key: 'boss', to: 'prod', edge: 'grant', class: 'delegate' }, 1);
    expect((await reach(1)).a.scope).toBe(2);
    await load([...estate, { fact: 'resource', key: 'more' }], 2);
    await load(
      [
        { fact: 'grant', from: 'boss', class: 'delegate', resource: 'prod' },
        { fact: 'grant', from: 'boss', class: 'write', resource: 'prod' },
      ],
      2,
      'two',
    );
    expect((await reach(2)).a.scope).toBe(3);
    expect((await listCorrectionRows(db.pool, {}))[0]).toMatchObject({ facts: 2, newest: [{ source: 'two' }, { source: 'one' }] });
  });

  test('withdrawn it counts again, and restored it does not; a second one of the same is refused', async () => {
    await load(estate, 0);
    const subject = { kind: 'wrong edge', key: 'me', to: 'boss', edge: 'acts-as' } as const;
    const one = await correct(subject, 1);
    await expect(correct(subject, 1)).rejects.toThrow('in force already');
    expect(await withdrawCorrection(db, one, 'it is right', by(2, 'bob'))).toMatchObject({ state: 'withdrawn', endedBy: 'bob', endNote: 'it is right' });
    expect((await reach(2)).a).toEqual(whole);
    expect(await restoreCorrection(db, one, by(3))).toMatchObject({ state: 'in force' });
    expect((await reach(3)).a.identities).toBe(2); // by way of the box
    await withdrawCorrection(db, one, undefined, by(4));
    await correct(subject, 4);
    await expect(restoreCorrection(db, one, by(5))).rejects.toThrow('Another correction');
    await expect(withdrawCorrection(db, one, undefined, by(5))).rejects.toThrow('has ended already');
  });

  test('it ends by itself on its day, is told, and is not restored', async () => {
    await load(estate, 0);
    const one = await correct({ kind: 'wrong edge', key: 'key:a', to: 'me', edge: 'authenticates' }, 1, 10);
    expect(await countCorrections(db.pool, at(2))).toEqual({ inForce: 1, expiring: 1, expired: 0 });
    expect(await expireCorrections(db, by(9))).toBe(0);
    expect(await expireCorrections(db, by(10))).toBe(1);
    expect((await reach(10)).a).toEqual(whole);
    expect(await countCorrections(db.pool, at(11))).toEqual({ inForce: 0, expiring: 0, expired: 1 });
    await expect(restoreCorrection(db, one, by(11))).rejects.toThrow('only one that was withdrawn');
    expect((await db.pool.query('SELECT action FROM audit ORDER BY id')).rows.map(({ action }) => action)).toEqual([
      'import',
      'correction.make',
      'correction.expire',
    ]);
  });

  test('there is nothing to correct where no fact says so', async () => {
    await load(estate, 0);
    await expect(correct({ kind: 'wrong edge', key: 'boss', to: 'me', edge: 'acts-as' }, 1)).rejects.toThrow('No fact says boss acts-as me');
    await expect(correct({ kind: 'wrong edge', key: 'boss', to: 'nothing', edge: 'acts-as' }, 1)).rejects.toThrow('Nothing has the name nothing');
    expect(await correctedFacts(db.pool)).toEqual({ inForce: 0, edges: [], grants: [], noSecrets: [] });
  });
});

test('what is no secret starts nothing, chains nothing and is not sighted', async () => {
  await load(estate, 0);
  await load(slot.slice(1), 0, 'scanner');
  expect((await reach(0)).b).toMatchObject({ identities: 1, usable: true, sighted: 2 });
  await correct({ kind: 'no secret', key: 'key:b' }, 1);
  const after = await reach(1);
  expect(after.b).toEqual({ identities: 0, chain: 0, scope: 0, usable: false, sighted: 0 });
  expect(after.a).toMatchObject({ chain: 0, identities: 2 });
  await expect(correct({ kind: 'no secret', key: 'me' }, 1)).rejects.toThrow('me is no credential');
});

test('names that are not the same are two nodes while it is in force, and one again after', async () => {
  await load(estate, 0);
  await load(slot, 0, 'report');
  const one = await correct({ kind: 'not the same', key: 'key:a', to: 'slot:1' }, 1);
  expect(one).toMatchObject({ facts: 1, newest: [{ source: 'one', line: 1 }] });
  expect((await reach(1)).nodes).toContain('slot:1');
  expect((await db.pool.query('SELECT count(*)::integer AS refused FROM refused_join')).rows).toEqual([{ refused: 1 }]);
  await expect(correct({ kind: 'not the same', key: 'slot:1', to: 'key:a' }, 1)).rejects.toThrow('two things already');
  await withdrawCorrection(db, one, undefined, by(2));
  expect((await reach(2)).nodes).not.toContain('slot:1');
});

describe('a task', () => {
  const status = async (id: number): Promise<string> => (await db.pool.query('SELECT status FROM task WHERE id = $1', [id])).rows[0].status;
  const edge = { kind: 'edge', key: 'key:a', to: 'me', edge: 'authenticates' } as const;
  const analysed = async (days: number) => analyzeHere(db, at(days));

  test('is not verified by a path that is only corrected away: not of the edge, not by figures', async () => {
    await load(estate, 0);
    await analysed(0);
    const {
      tasks: [ended = 0],
    } = await makeTasks(db, { control: 'revoke', subjects: { named: [edge] } }, at(0));
    const {
      tasks: [scoped = 0],
    } = await makeTasks(db, { control: 'scope-down', params: { classes: ['delegate'] }, keys: ['key:a'] }, at(0));
    await correct({ kind: 'wrong edge', key: 'key:a', to: 'me', edge: 'authenticates' }, 1);
    await load(estate, 2);
    await analysed(2);
    expect((await reach(2)).a.scope).toBe(0);
    expect([await status(ended), await status(scoped)]).toEqual(['open', 'open']);
    await load(
      estate.filter(({ from, to }) => from !== 'key:a' && to !== 'key:a'),
      3,
    );
    await analysed(3);
    expect([await status(ended), await status(scoped)]).toEqual(['verified', 'verified']);
    await load(estate, 4); // the correction still leaves it out of the figures
    await analysed(4);
    expect((await reach(4)).a.scope).toBe(0);
    expect([await status(ended), await status(scoped)]).toEqual(['open', 'open']);
  });

  test('nor by names that are kept apart, nor by what is said to be no secret', async () => {
    await load(estate, 0);
    await load([{ fact: 'credential', key: 'slot:1', status: 'active' }], 0, 'report');
    await analysed(0);
    const {
      tasks: [one = 0],
    } = await makeTasks(db, { control: 'revoke', keys: ['key:a'] }, at(0));
    const {
      tasks: [other = 0],
    } = await makeTasks(db, { control: 'revoke', keys: ['key:b'] }, at(0));
    await correct({ kind: 'not the same', key: 'key:a', to: 'slot:1' }, 1);
    await correct({ kind: 'no secret', key: 'key:b' }, 1);
    const disabled = estate.map((fact) => (fact.key === 'key:a' ? { ...fact, status: 'disabled' } : fact));
    await load(disabled, 2);
    await load(
      [
        { fact: 'credential', key: 'slot:1', status: 'active' },
        { fact: 'credential', key: 'slot:2' },
      ],
      2,
      'report',
    );
    await analysed(2);
    expect([await status(one), await status(other)]).toEqual(['open', 'open']); // facts alone would merge to active
    await load(
      [
        { fact: 'credential', key: 'slot:1', status: 'disabled' },
        { fact: 'credential', key: 'slot:2' },
      ],
      3,
      'report',
    );
    await load([...disabled, { fact: 'resource', key: 'more' }], 3);
    await analysed(3);
    expect([await status(one), await status(other)]).toEqual(['verified', 'open']);
  });
});
