import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Notice } from '../model/notices.ts';
import { taskEvents } from '../model/taskNotices.ts';
import { announceTasks } from './announceTasks.ts';
import { type Database, inTransaction, openPool } from './database.ts';
import { markOverdue } from './markOverdue.ts';
import { lockTask, moveTask } from './moveTasks.ts';
import { analyzeHere, importGiven, makeTasks } from './taskTesting.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

const dayMs = 86_400_000;
const at = (days: number): Date => new Date(Date.UTC(2026, 9, 1, 12) + days * dayMs);
let own: TestDatabase;
let db: Database;
beforeAll(async () => {
  own = await testDatabase();
  db = openPool(own.url);
  await db.pool.query(
    `INSERT INTO webhook (id, name, kind, url, events, config, created_at, updated_at) VALUES ('w', 'all', 'json', 'https://example.com', $1, '{}', now(), now())`,
    [Object.keys(taskEvents)],
  );
});
afterAll(async () => {
  await db.close();
  await own.drop();
});

const facts = (status: string) => [
  ...Array.from({ length: 40 }, (_, i) => ({ fact: 'credential', key: `key:${String(i).padStart(2, '0')}`, ...(i === 7 && { status }) })),
];
const load = (status: string, days: number) =>
  importGiven(db, { facts: facts(status), source: 'a', mode: 'snapshot', dataTime: at(days).toISOString() }, at(days));
/** What was told since it was asked last. */
async function told(): Promise<Notice[]> {
  const { rows } = await db.pool.query<{ notice: Notice }>('DELETE FROM webhook_delivery RETURNING notice, id');
  return rows.map(({ notice }) => notice);
}

test('a task that is verified, and comes back, is told with the fact; one that is overdue once for each due date', async () => {
  await load('active', 0);
  await analyzeHere(db, at(0));
  const made = await makeTasks(db, { control: 'revoke', keys: ['key:07'], due: at(10), owner: 'iam' }, at(0));
  const id = made.tasks[0]!;
  await load('disabled', 1);
  await analyzeHere(db, at(1));
  expect(await told()).toMatchObject([
    {
      event: 'task.verified',
      subject: `task:${id}`,
      text: `Task ${id}, “Revoke key:07”, is verified. It is iam’s, due 2026-10-11.`,
      path: `/remediation/${id}`,
    },
  ]);
  await load('active', 2);
  await analyzeHere(db, at(2));
  expect(await told()).toMatchObject([
    {
      event: 'task.reopened',
      text: expect.stringMatching(/is work again: the path is there again \(a, import \d+, .+ line 8\)/),
      data: { tasks: [{ fact: { source: 'a', line: 8 } }] },
    },
  ]);
  await inTransaction(db, (client) => markOverdue(client, at(9)));
  expect(await told()).toEqual([]);
  for (const day of [11, 12]) await inTransaction(db, (client) => markOverdue(client, at(day)));
  expect(await told()).toMatchObject([{ event: 'task.overdue', title: `Task ${id} is overdue: Revoke key:07` }]);
  await db.pool.query('UPDATE task SET due = $1', [at(20)]);
  await inTransaction(db, (client) => markOverdue(client, at(21)));
  expect((await told()).length).toBe(1);
});

test('more than twenty at once are one notice that names the first, and nobody is told who did not ask', async () => {
  await load('active', 22);
  await analyzeHere(db, at(22));
  const { tasks } = await makeTasks(db, { control: 'rotate', params: { days: 90 }, keys: facts('active').map(({ key }) => key) }, at(22));
  await inTransaction(db, (client) => announceTasks(client, 'task.created', tasks, at(22), 'Ada'));
  const [one, ...more] = await told();
  expect(more).toEqual([]);
  expect(one).toMatchObject({ subject: 'tasks', title: '40 tasks were made by Ada', data: { count: 40 } });
  expect(one!.data).toHaveProperty('tasks.length', 20);
  await inTransaction(db, async (client) => {
    await moveTask(client, (await lockTask(client, tasks[0]!))!, { to: 'claimed done', kind: 'claimed', actor: 'ada', now: at(23) });
    await announceTasks(client, 'task.claimed', tasks.slice(0, 2), at(23), 'Ada');
  });
  expect((await told()).map(({ subject }) => subject)).toEqual([`task:${tasks[0]}`, `task:${tasks[1]}`]);
  await db.pool.query('UPDATE webhook SET active = false');
  await inTransaction(db, (client) => announceTasks(client, 'task.claimed', tasks, at(23)));
  expect(await told()).toEqual([]);
});
