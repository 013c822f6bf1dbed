import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CredentialRow } from '../model/figures.ts';
import { defaultSla } from '../model/sla.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { askExceptions } from './askExceptions.ts';
import { assignTasks } from './assignTasks.ts';
import { closeCampaign, listCampaigns, readBurnDown, reopenCampaign, startCampaign } from './campaigns.ts';
import { changeTask } from './changeTask.ts';
import { claimTask } from './claimTask.ts';
import { commentTask } from './commentTask.ts';
import { createTasks } from './createTasks.ts';
import { decideException } from './decideException.ts';
import { importPaths } from './importFiles.ts';
import { linkTask } from './linkTask.ts';
import { listCredentials } from './listCredentials.ts';
import { listExceptions } from './listExceptions.ts';
import { listReopened } from './listReopened.ts';
import { listTasks } from './listTasks.ts';
import { readBreakage } from './readBreakage.ts';
import { readContainment } from './readContainment.ts';
import { readLeftUndone } from './readLeftUndone.ts';
import { readTaskBreakage } from './readTaskBreakage.ts';
import { readTrend } from './readTrend.ts';
import { reopenTask } from './reopenTask.ts';
import { showTask } from './showTask.ts';
import { changeSla } from './sla.ts';
import { startTask } from './startTask.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { tidyUp } from './tidyUp.ts';
import { undoTasks } from './undoTasks.ts';
import { verifyAudit } from './verifyAudit.ts';
import { withdrawException } from './withdrawException.ts';

let ctx: TestContext;
let folder: string;
let now = new Date('2026-10-01T12:00:00Z');
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-tasks-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeEach(async () => {
  ctx = await testContext('analyst');
  ctx.now = () => now;
  now = new Date('2026-10-01T12:00:00Z');
  await load(estate);
});
afterEach(() => ctx.close());

const as = (role: 'viewer' | 'analyst' | 'manager' | 'admin', id: string = role) => ({ ...ctx, actor: { id, name: id, role } });
const agents = Array.from({ length: 40 }, (_, i) => i);
const keyOf = (i: number, more: object = {}) => ({
  fact: 'credential',
  key: `key/${String(i).padStart(2, '0')}`,
  owner: `team-${i % 3}`,
  created: '2026-09-01',
  ...more,
});
const estate = [
  ...agents.flatMap((i) => [
    keyOf(i),
    { fact: 'identity', key: `agent/${i}`, kind: 'agent' },
    { fact: 'edge', edge: 'authenticates', from: keyOf(i).key, to: `agent/${i}` },
    { fact: 'grant', from: `agent/${i}`, class: 'write', resource: i < 10 ? 'db/jewel' : `box/${i}` },
    { fact: 'workload', key: `agent/${i}#workload`, kind: 'agent' },
    { fact: 'edge', edge: 'uses', from: `agent/${i}#workload`, to: keyOf(i).key },
  ]),
  { fact: 'resource', key: 'db/jewel', sensitivity: 5 },
  { fact: 'coverage', system: 'key', from: '2026-09-01', to: '2026-10-01', what: ['logs'] },
  { fact: 'usage', credential: keyOf(1).key, at: '2026-09-20T10:00:00Z', count: 30, workload: { instance: 'pod-a' } },
  { fact: 'usage', credential: keyOf(1).key, at: '2026-09-28T10:00:00Z', count: 10, workload: { instance: 'pod-a' } },
  { fact: 'usage', credential: keyOf(1).key, at: '2026-09-25T10:00:00Z', workload: { instance: 'pod-b' }, outcome: 'denied' },
  { fact: 'usage', credential: keyOf(1).key, at: '2026-09-30T10:00:00Z', workload: { instance: 'pod-b' }, outcome: 'denied' },
];
async function load(facts: object[]): Promise<void> {
  const file = path.join(folder, 'estate.facts.jsonl');
  fs.writeFileSync(file, facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  must(await importPaths(as('admin'), { paths: [file], name: 'estate' }));
  must(await analyzeEstate(ctx, { asOf: now.toISOString() }));
}
/** Days later the same estate, but these have another record. */
async function later(days: number, change: (i: number) => object | undefined): Promise<void> {
  now = new Date(now.getTime() + days * 86_400_000);
  const changed = estate.map((fact) => {
    const i = 'key' in fact && fact.fact === 'credential' ? Number(fact.key.slice(4)) : -1;
    return i < 0 ? fact : { ...fact, ...change(i) };
  });
  await load([...changed, { fact: 'credential', key: 'pulse', lastUsed: now.toISOString() }]);
}

describe('making tasks', () => {
  test('of a filter: one, one for each owner, or one for each; due by the SLA of the band, with the owner that data name', async () => {
    const made = must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:high' }, split: 'owner' }));
    expect(made).toMatchObject({ count: 3, subjects: 10, leftOut: { gone: 0, taken: 0 } });
    const { rows, counts, matching } = must(await listTasks(ctx, {}));
    expect(rows.map(({ owner, subjects, title, due, band }) => [owner, subjects, title, due, band])).toEqual([
      ['team-0', 4, 'Revoke 4 credentials of team-0', '2026-10-15T12:00:00.000Z', 'high'],
      ['team-1', 3, 'Revoke 3 credentials of team-1', '2026-10-15T12:00:00.000Z', 'high'],
      ['team-2', 3, 'Revoke 3 credentials of team-2', '2026-10-15T12:00:00.000Z', 'high'],
    ]);
    expect({ matching, open: counts.open }).toEqual({ matching: 3, open: 3 });
    const again = await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:high' } });
    expect(again).toMatchObject({ ok: false, error: { code: 'CONFLICT', message: 'No task was made: 10 have a task of this control already.' } });
    expect(must(await createTasks(ctx, { control: 'rotate', credentials: { filter: '' }, split: 'each', owner: 'iam' }))).toMatchObject({ count: 40 });
  });

  test('of chosen rows and of an edge; a control that does not fit is refused, with what it fits', async () => {
    const rows = must(await listCredentials(ctx, { limit: 2 })).rows;
    expect(must(await createTasks(ctx, { control: 'bind', credentials: { ids: rows.map(({ id }) => id) } }))).toMatchObject({ count: 1, subjects: 2 });
    const edge = { kind: 'edge', key: 'agent/0', to: 'db/jewel', edge: 'grant', class: 'write' };
    expect(must(await createTasks(ctx, { control: 'scope-down', subjects: [edge] }))).toMatchObject({ count: 1 });
    expect(must(await listTasks(ctx, { search: 'agent/0 →' })).rows).toMatchObject([{ title: 'Scope down agent/0 → db/jewel' }]);
    const refused = async (input: object) => {
      const done = await createTasks(ctx, input);
      return done.ok ? 'made' : `${done.error.code}: ${done.error.message}`;
    };
    expect(await refused({ control: 'check-identity', credentials: { filter: '' } })).toBe(
      'INVALID: check-identity can be applied to: edge, endpoint; not to: credential',
    );
    expect(await refused({ control: 'scope-down', credentials: { filter: '' } })).toContain('name the action classes');
    expect(await refused({ control: 'revoke', days: 4, credentials: { filter: '' } })).toContain('revoke has none');
    expect(await refused({ control: 'vault', subjects: [{ ...edge }] })).toContain('takes away edges of kind holds; not grant');
    expect(await refused({ control: 'revoke', subjects: [{ kind: 'credential', key: 'nothing-here' }] })).toContain('nothing has that name');
    expect(await refused({ control: 'revoke', credentials: { filter: 'owner:nobody' } })).toContain('No credential matches');
    expect(await refused({ control: 'revoke', credentials: { filter: '' }, title: 'FAKE ghp_abcdefghijklmnopqrstuvwxyz0123456789' })).toContain('secret');
    expect(await refused({ control: 'revoke', credentials: { filter: '' }, campaign: 9 })).toContain('NOT_FOUND');
  });

  test('is taken back by who did it, for a day, as long as nobody has touched them', async () => {
    const { act } = must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:high' }, split: 'each' }));
    const [touched] = must(await listTasks(ctx, { act })).rows;
    must(await startTask(ctx, { task: touched!.id }));
    expect(await undoTasks(as('analyst', 'another'), { act })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(must(await undoTasks(ctx, { act }))).toEqual({ kind: 'created', tasks: 9 });
    expect(must(await listTasks(ctx, {})).rows.map(({ id }) => id)).toEqual([touched!.id]);
    expect(await undoTasks(ctx, { act })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });

  test('takes the SLA that a manager sets', async () => {
    must(await changeSla(as('manager'), { ...defaultSla, high: 3 }));
    must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:high' } }));
    expect(must(await listTasks(ctx, {})).rows[0]?.due).toBe('2026-10-04T12:00:00.000Z');
    now = new Date('2026-10-05T12:00:00Z');
    expect(must(await listTasks(ctx, { overdue: true }))).toMatchObject({ matching: 1, counts: { overdue: 1 } });
  });
});

describe('working on a task', () => {
  let id: number;
  beforeEach(async () => {
    id = must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'credential:key/01' } })).tasks[0]!;
  });

  test('open, in progress, claimed done, and back; nothing else by hand', async () => {
    expect(must(await startTask(ctx, { task: id })).status).toBe('in progress');
    expect(await startTask(ctx, { task: id })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(must(await claimTask(ctx, { task: id, note: 'disabled in the console' })).status).toBe('claimed done');
    expect(must(await showTask(ctx, { task: id })).task).toMatchObject({ claimedBy: 'test', why: [{ reason: 'stands', count: 1 }] });
    expect(must(await reopenTask(ctx, { task: id })).status).toBe('open');
    expect(await reopenTask(ctx, { task: id })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(await claimTask(ctx, { task: 4711 })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    const { events } = must(await showTask(ctx, { task: id }));
    expect(events.map(({ kind, note }) => [kind, note])).toEqual([
      ['put back', undefined],
      ['claimed', 'disabled in the console'],
      ['started', undefined],
      ['created', undefined],
    ]);
  });

  test('comments, links, owner, due date, title: each in the history, and no secret in any', async () => {
    must(await commentTask(ctx, { task: id, text: 'who uses it?' }));
    must(await linkTask(ctx, { task: id, url: 'https://tickets.example.com/T-1' }));
    must(await changeTask(ctx, { task: id, owner: 'ada@example.com', due: '2026-12-01', title: 'End key 1' }));
    const shown = must(await showTask(ctx, { task: id }));
    expect(shown.task).toMatchObject({
      owner: 'ada@example.com',
      due: '2026-12-01T23:59:59.999Z',
      title: 'End key 1',
      links: [{ title: 'tickets.example.com' }],
    });
    expect(shown.events.map(({ kind }) => kind)).toEqual(['title', 'due', 'owner', 'link', 'comment', 'created']);
    must(await linkTask(ctx, { task: id, remove: shown.task.links[0]!.id }));
    expect(must(await showTask(ctx, { task: id })).task.links).toEqual([]);
    for (const wrong of [
      () => commentTask(ctx, { task: id, text: 'it was ghp_abcdefghijklmnopqrstuvwxyz0123456789' }),
      () => linkTask(ctx, { task: id, url: 'javascript:alert(1)' }),
      () => linkTask(ctx, { task: id, url: 'https://x.example.com/?token=ghp_abcdefghijklmnopqrstuvwxyz0123456789' }),
      () => changeTask(ctx, { task: id }),
    ])
      expect(await wrong()).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  });

  test('many are given to one owner at once, by tasks or by credentials, and taken back', async () => {
    must(await createTasks(ctx, { control: 'rotate', credentials: { filter: '' }, split: 'each' }));
    const { act, changed } = must(await assignTasks(ctx, { owner: 'iam', credentials: { filter: 'owner:team-1' } }));
    expect(changed).toBe(14); // 13 credentials, one of which has two tasks
    expect(must(await listTasks(ctx, { owner: 'iam' })).matching).toBe(14);
    expect(must(await undoTasks(ctx, { act }))).toEqual({ kind: 'owner', tasks: 14 });
    expect(must(await listTasks(ctx, { owner: 'iam' })).matching).toBe(0);
    expect(must(await assignTasks(ctx, { owner: null, tasks: { control: ['rotate'] } })).changed).toBe(40);
    expect(await assignTasks(ctx, { owner: 'iam', credentials: { filter: 'owner:nobody' } })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });

  test('what would break is beside it: who was seen, who has it at hand, how long it has not been used', async () => {
    const row = must(await listCredentials(ctx, { filter: 'credential:key/01,key/02' })).rows;
    expect(must(await readBreakage(ctx, { id: row[0]!.id }))).toMatchObject({
      consumers: [
        { text: 'pod-a', count: 40, perDay: 20, daysSinceLast: 3 },
        { text: 'pod-b', count: 2, denied: 2 },
      ],
      configured: [{ key: 'agent/1#workload' }],
      unusedDays: 3,
    });
    expect(must(await readBreakage(ctx, { id: row[1]!.id }))).toMatchObject({ consumers: [], configured: [{ key: 'agent/2#workload' }] });
    expect(must(await readBreakage(ctx, { id: row[1]!.id })).unusedDays).toBeUndefined();
    const many = must(await createTasks(ctx, { control: 'rotate', credentials: { filter: '' } })).tasks[0]!;
    expect(must(await readTaskBreakage(ctx, { task: many }))).toMatchObject({
      subjects: 40,
      by: expect.arrayContaining([{ attribution: 'shared', count: 1 }]),
    });
  });
});

describe('proof', () => {
  test('the next whole data verify, with figures before and after; the path seen again reopens, and says where', async () => {
    const made = must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:high' }, split: 'each' }));
    must(await claimTask(ctx, { task: made.tasks[0]! }));
    await later(2, (i) => (i < 2 ? { status: 'disabled' } : undefined));
    const { counts, checked } = must(await listTasks(ctx, {}));
    expect(counts).toMatchObject({ verified: 2, open: 8 });
    expect(checked).toMatchObject({ analysis: 2 });
    const shown = must(await showTask(ctx, { task: made.tasks[0]! }));
    expect(shown.task).toMatchObject({ status: 'verified', gone: 1, before: { leak: expect.any(Number) }, after: { leak: 0, takeover: 0 } });
    expect(shown.task.before!.leak).toBeGreaterThan(0);
    expect(shown.subjects[0]).toMatchObject({
      key: 'key/00',
      evidence: { how: 'said', source: 'facts:estate', line: 1, by: { importId: 2, file: expect.stringContaining('estate.facts.jsonl') } },
    });
    expect(await reopenTask(ctx, { task: made.tasks[0]! })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(await changeTask(ctx, { task: made.tasks[0]!, owner: 'x' })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });

    await later(2, () => undefined);
    expect(must(await showTask(ctx, { task: made.tasks[0]! })).task.status).toBe('open');
    const reopened = must(await listReopened(ctx));
    expect(reopened).toHaveLength(2);
    expect(reopened.find(({ task }) => task === made.tasks[0])).toMatchObject({
      detail: { subject: 'key/00', fact: { source: 'facts:estate', importId: 3, line: 1 } },
    });
    expect(must(await readBurnDown(ctx, {})).points.map(({ subjects, gone }) => [subjects, gone])).toEqual([
      [10, 0],
      [10, 2],
      [10, 0],
    ]);
    expect(must(await verifyAudit(as('admin')))).toMatchObject({ ok: true, faults: [] });
  });

  test('time to contain is from exposure to proof, those still open counted as censored', async () => {
    must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:high' }, split: 'each' }));
    await later(3, (i) => (i < 4 ? { status: 'disabled' } : undefined));
    await later(4, (i) => (i < 6 ? { status: 'disabled' } : undefined));
    const report = must(await readContainment(ctx));
    expect(report.measured).toEqual({ closures: 6, open: 4, medianDays: expect.any(Number) });
    expect(report.byBand).toMatchObject([{ group: 'high', closures: 6, open: 4 }]);
    expect(report.byOwner.map(({ group, closures, open }) => [group, closures, open])).toEqual([
      ['team-0', 2, 2],
      ['team-1', 2, 1],
      ['team-2', 2, 1],
    ]);
  });

  test('a T that was measured says what it rests on, in the trend', async () => {
    must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'usable:true' }, split: 'each' }));
    await ctx.database.pool.query('UPDATE task_subject SET band = 3'); // as if all were far-reaching
    await later(3, (i) => (i < 36 ? { status: 'disabled' } : undefined));
    await later(4, (i) => (i < 36 ? { status: 'disabled' } : undefined));
    const { points } = must(await readTrend(ctx));
    expect(points.map(({ horizonOrigin, horizonBasis }) => [horizonOrigin, horizonBasis])).toEqual([
      ['default', undefined],
      ['default', undefined],
      ['measured', { closures: 36, open: 4 }],
    ]);
  });
});

describe('exceptions', () => {
  let id: number;
  beforeEach(async () => {
    id = must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'credential:key/01' } })).tasks[0]!;
  });
  const ask = (by = ctx as ReturnType<typeof as> | TestContext, expires = '2026-12-01') =>
    askExceptions(by, { tasks: { ids: [id] }, reason: 'moves to the new platform in November', expires });

  test('one person asks, another approves: accepted until the day, then work again', async () => {
    const [boss, other] = [as('manager', 'boss'), as('manager', 'other')];
    must(await ask(boss));
    const [waiting] = must(await listExceptions(boss, { current: true }));
    expect(waiting).toMatchObject({ state: 'waiting', own: true, task: id });
    expect(await decideException(boss, { exception: waiting!.id, decision: 'approved' })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(must(await readLeftUndone(ctx))).toEqual({ credentials: 0, leak: 0, takeover: 0 });
    must(await decideException(other, { exception: waiting!.id, decision: 'approved', note: 'agreed' }));
    const [{ leak, takeover }] = must(await listCredentials(ctx, { filter: 'credential:key/01' })).rows as [CredentialRow];
    expect(must(await readLeftUndone(ctx))).toEqual({ credentials: 1, leak: leak.actionDays, takeover: takeover.actionDays });
    expect(must(await listTasks(ctx, {})).rows[0]).toMatchObject({ status: 'accepted', exception: { waiting: false } });
    expect(await decideException(other, { exception: waiting!.id, decision: 'refused' })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(await claimTask(ctx, { task: id })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    now = new Date('2026-11-20T12:00:00Z');
    expect(must(await listExceptions(ctx, { expiring: true }))).toHaveLength(1);
    expect(must(await listTasks(ctx, {})).counts).toMatchObject({ accepted: 1, acceptedOverdue: 1, overdue: 0 });
    now = new Date('2026-12-02T12:00:00Z');
    must(await tidyUp(as('admin')));
    expect(must(await showTask(ctx, { task: id }))).toMatchObject({
      task: { status: 'open', reopened: 1, exceptions: [{ state: 'expired' }] },
      events: expect.arrayContaining([expect.objectContaining({ kind: 'exception expired' })]),
    });
    expect(must(await listReopened(ctx))).toMatchObject([{ kind: 'exception expired', task: id }]);
  });

  test('refused it stays what it was, and may be asked for anew; at most for a year', async () => {
    must(await ask());
    const [waiting] = must(await listExceptions(ctx, {}));
    must(await decideException(as('manager'), { exception: waiting!.id, decision: 'refused', note: 'revoke it now' }));
    expect(must(await showTask(ctx, { task: id })).task).toMatchObject({ status: 'open', exceptions: [{ state: 'refused', note: 'revoke it now' }] });
    must(await ask());
    expect(await ask()).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(await ask(ctx, '2027-12-01')).toMatchObject({ ok: false, error: { message: 'expires: at most a year on' } });
    expect(await ask(ctx, '2026-09-01')).toMatchObject({ ok: false, error: { message: 'expires: expected a day to come' } });
  });

  test('ends before its time by who asked, or by a manager once it is approved', async () => {
    must(await ask());
    const [waiting] = must(await listExceptions(ctx, {}));
    expect(await withdrawException(as('analyst', 'another'), { exception: waiting!.id })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    must(await decideException(as('manager'), { exception: waiting!.id, decision: 'approved' }));
    must(await withdrawException(as('manager'), { exception: waiting!.id, note: 'leaked meanwhile' }));
    expect(must(await showTask(ctx, { task: id })).task).toMatchObject({ status: 'open', exceptions: [{ state: 'withdrawn' }] });
  });

  test('evidence ends the wait: what is verified is not approved any more', async () => {
    must(await ask());
    const [waiting] = must(await listExceptions(ctx, {}));
    await later(2, (i) => (i === 1 ? { status: 'disabled' } : undefined));
    expect(must(await showTask(ctx, { task: id })).task.status).toBe('verified');
    expect(await decideException(as('manager'), { exception: waiting!.id, decision: 'approved' })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });
});

test('campaigns group tasks toward a goal, and burn down with each analysis', async () => {
  const boss = as('manager');
  const campaign = must(await startCampaign(boss, { name: 'No static keys', goal: 'No static key for agents in prod by March', due: '2027-03-01' }));
  expect(await startCampaign(boss, { name: 'no static KEYS', goal: 'x' })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:high' }, split: 'each', campaign: campaign.id }));
  must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'leak.band:contained' }, split: 'each' }));
  await later(2, (i) => (i < 5 ? { status: 'disabled' } : undefined));
  expect(must(await listCampaigns(ctx))).toMatchObject([{ id: campaign.id, tasks: 10, verified: 5 }]);
  const { points } = must(await readBurnDown(ctx, { campaign: campaign.id }));
  expect(points.map(({ subjects, gone }) => [subjects, gone])).toEqual([
    [10, 0],
    [10, 5],
  ]);
  expect(points[1]!.leak).toBeCloseTo(points[0]!.leak / 2);
  must(await closeCampaign(boss, { campaign: campaign.id }));
  expect(await createTasks(ctx, { control: 'rotate', credentials: { filter: '' }, campaign: campaign.id })).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
  expect(must(await reopenCampaign(boss, { campaign: campaign.id })).closedAt).toBeUndefined();
});
