import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { analyzeEstate } from './analyzeEstate.ts';
import { answerRecertification } from './answerRecertification.ts';
import { askDecision } from './askDecision.ts';
import { closeRecertification } from './closeRecertification.ts';
import { importPaths } from './importFiles.ts';
import { listDecisions } from './listDecisions.ts';
import { listFindings } from './listFindings.ts';
import { listRecertifications } from './listRecertifications.ts';
import { readUseToday } from './readUseToday.ts';
import { reopenRecertification } from './reopenRecertification.ts';
import { settleDecision } from './settleDecision.ts';
import { showRecertification } from './showRecertification.ts';
import { startRecertification } from './startRecertification.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { tidyUp } from './tidyUp.ts';
import { withdrawDecision } from './withdrawDecision.ts';

let ctx: TestContext;
let folder: string;
let now: Date;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-decisions-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeEach(async () => {
  now = new Date(); // the engine has a clock of its own, by which what has expired is ended
  ctx = await testContext('analyst');
  ctx.now = () => now;
  await load(estate());
});
afterEach(() => ctx.close());

const as = (role: 'viewer' | 'analyst' | 'manager' | 'admin', id: string = role) => ({ ...ctx, actor: { id, name: id, role } });
const estate = (more: object[] = []): object[] => [
  { fact: 'credential', key: 'app:k', owner: 'team' },
  { fact: 'identity', key: 'app:bot', aliases: ['bot@app'], kind: 'agent', owner: 'team' },
  { fact: 'edge', edge: 'authenticates', from: 'app:k', to: 'app:bot' },
  { fact: 'credential', key: 'app:old', owner: 'team', status: 'disabled' },
  { fact: 'resource', key: 'app:mail' },
  { fact: 'grant', from: 'app:bot', class: 'read', resource: 'app:mail' },
  ...more,
];
async function load(facts: object[]): Promise<void> {
  const file = path.join(folder, `${Math.random()}.facts.jsonl`);
  fs.writeFileSync(file, facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  must(await importPaths(as('admin'), { paths: [file], name: 'test' }));
  must(await analyzeEstate(ctx, {}));
}
const later = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();
const model = { issuance: 'static', presentation: 'bearer' } as const;
const ask = async (more: object = {}): Promise<number> =>
  must(await askDecision(ctx, { about: { agent: 'bot@app' }, ...model, reason: 'until the platform can attest', expires: later(30), ...more })).decision;
const rulesOf = async (subject: string): Promise<string[]> =>
  must(await listFindings(ctx, {}))
    .rows.filter((row) => row.subject.key === subject)
    .map(({ rule }) => rule)
    .filter((rule) => /unapproved|over-budget/.test(rule));

test('nobody has approved what no decision says; one that was approved stands until its day', async () => {
  expect(await rulesOf('app:bot')).toEqual(['unapproved-agent']);
  const decision = await ask();
  must(await analyzeEstate(ctx, {}));
  expect(await rulesOf('app:bot')).toEqual(['unapproved-agent']); // it only waits
  must(await settleDecision(as('manager'), { decision, verdict: 'approved' }));
  must(await analyzeEstate(ctx, {}));
  expect(await rulesOf('app:bot')).toEqual([]);
  expect(must(await listDecisions(ctx, {}))).toMatchObject([
    {
      id: decision,
      subject: { kind: 'agent', key: 'app:bot' },
      owner: 'team',
      state: 'approved',
      decidedBy: 'manager',
      own: true,
      use: { credentials: 1, weaker: 0 },
    },
  ]);
  now = new Date(later(31));
  must(await analyzeEstate(ctx, {}));
  expect(await rulesOf('app:bot')).toEqual(['unapproved-agent']);
  must(await tidyUp(as('admin')));
  expect(must(await listDecisions(ctx, {}))).toMatchObject([{ state: 'expired' }]);
});

test('whoever asks does not approve, and a decision is settled once', async () => {
  const decision = must(await askDecision(as('manager'), { about: { system: 'app' }, ...model, reason: 'so it is', expires: later(9) })).decision;
  expect(await settleDecision(as('manager'), { decision, verdict: 'approved' })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  expect(await settleDecision(as('analyst'), { decision, verdict: 'approved' })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  must(await settleDecision(as('manager', 'another'), { decision, verdict: 'refused', note: 'attest it' }));
  expect(await settleDecision(as('manager', 'another'), { decision, verdict: 'approved' })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  expect(must(await listDecisions(ctx, { current: true }))).toEqual([]);
});

test('of one subject one waits and one stands; a newer one takes its place', async () => {
  const first = await ask();
  expect(await askDecision(ctx, { about: { agent: 'app:bot' }, ...model, reason: 'again', expires: later(9) })).toMatchObject({ ok: true }); // by another name of it
  must(await settleDecision(as('manager'), { decision: first, verdict: 'approved' }));
  const second = must(await listDecisions(ctx, { current: true })).find(({ state }) => state === 'waiting')!.id;
  expect(must(await settleDecision(as('manager'), { decision: second, verdict: 'approved' }))).toEqual({ decision: second, replaced: first });
  expect(must(await listDecisions(ctx, { about: { agents: ['bot@app'], systems: [] } })).map(({ id, state }) => [id, state])).toEqual([
    [second, 'approved'],
    [first, 'replaced'],
  ]);
});

test('expected are an agent or a system that is there, a day within a year, and a reason without a secret', async () => {
  const asked = (more: object) => askDecision(ctx, { about: { system: 'app' }, ...model, reason: 'why not', expires: later(9), ...more });
  expect(await asked({ about: { agent: 'app:mail' } })).toMatchObject({
    ok: false,
    error: { code: 'INVALID', message: expect.stringContaining('not the identity of an agent') },
  });
  expect(await asked({ about: { agent: 'app:nobody' } })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(await asked({ about: { system: 'nowhere' } })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(await asked({ expires: later(400) })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(await asked({ expires: later(-1) })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(await asked({ reason: 'FAKE ghp_abcdefghijklmnopqrstuvwxyz0123456789' })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(await asked({ budget: { band: 'awful', classes: [], jewels: 0 } })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
});

test('over budget is found after the analysis that sees it, with the parts that are over', async () => {
  const decision = await ask({ budget: { band: 'low', classes: ['list', 'read'], jewels: 0 } });
  must(await settleDecision(as('manager'), { decision, verdict: 'approved' }));
  must(await analyzeEstate(ctx, {}));
  expect(await rulesOf('app:bot')).toEqual([]);
  await load(
    estate([
      { fact: 'resource', key: 'app:safe', sensitivity: 5 },
      { fact: 'grant', from: 'app:bot', class: 'delete', resource: 'app:safe' },
    ]),
  );
  expect(await rulesOf('app:bot')).toEqual(['agent-over-budget']);
  const [shown] = must(await listDecisions(ctx, {}));
  expect(shown).toMatchObject({ over: ['band', 'classes', 'jewels'], use: { band: 'high', classes: ['read', 'delete'], jewels: 1 } });
  expect(must(await readUseToday(ctx, { agent: 'bot@app' }))).toMatchObject({ credentials: 1, band: 'high', classes: ['read', 'delete'] });
  expect(must(await readUseToday(ctx, { system: 'app' }))).toMatchObject({ credentials: 1, band: 'high' });
});

test('a request is taken back by whoever asked, what stands by a manager', async () => {
  const decision = await ask();
  expect(await withdrawDecision(as('analyst', 'another'), { decision })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  must(await withdrawDecision(ctx, { decision }));
  const again = await ask();
  must(await settleDecision(as('manager'), { decision: again, verdict: 'approved' }));
  expect(await withdrawDecision(ctx, { decision: again })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  must(await withdrawDecision(as('manager'), { decision: again, note: 'attested now' }));
  expect(await withdrawDecision(as('manager'), { decision: again })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
});

test('what expires soon is told once, and what has expired is ended within the hour', async () => {
  await ctx.database.pool.query(
    `INSERT INTO webhook (id, name, kind, url, events, config, created_at, updated_at) VALUES ('w', 'w', 'json', 'https://hooks.example.com', '{decision.expiring}', '{}', now(), now())`,
  );
  const told = async () => (await ctx.database.pool.query<{ event: string; subject: string }>('SELECT event, subject FROM webhook_delivery ORDER BY id')).rows;
  const decision = await ask({ expires: later(30) });
  must(await settleDecision(as('manager'), { decision, verdict: 'approved' }));
  must(await tidyUp(as('admin')));
  expect(await told()).toEqual([]);
  now = new Date(later(17));
  must(await tidyUp(as('admin')));
  must(await tidyUp(as('admin')));
  expect(await told()).toEqual([{ event: 'decision.expiring', subject: `decision:${decision}` }]);
  expect(must(await listDecisions(ctx, { expiring: true }))).toHaveLength(1);
  now = new Date(later(14));
  must(await tidyUp(as('admin')));
  expect(must(await listDecisions(ctx, {}))).toMatchObject([{ state: 'expired' }]);
});

test('a round asks for what its owner answers for; answers can be taken back; a closed one takes none', async () => {
  const decision = await ask();
  must(await settleDecision(as('manager'), { decision, verdict: 'approved' }));
  const round = must(await startRecertification(as('manager'), { owner: 'team', due: later(14) }));
  expect(round).toMatchObject({ owner: 'team', items: 2, counts: { waiting: 2, confirmed: 0, 'to be changed': 0 }, overdue: false });
  expect(await startRecertification(as('manager'), { owner: 'Team', due: later(14) })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  expect(await startRecertification(as('manager'), { owner: 'nobody', due: later(14) })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  const { items, next } = must(await showRecertification(ctx, { recertification: round.id, limit: 1 }));
  expect(items).toMatchObject([{ about: { kind: 'decision', decision, stands: true }, state: 'waiting' }]);
  const rest = must(await showRecertification(ctx, { recertification: round.id, after: next ?? 0 }));
  expect(rest.items).toMatchObject([{ about: { kind: 'credential', key: 'app:k', takeover: 'contained' } }]);
  const key = rest.items[0]!.id;
  const answer = (given: 'confirmed' | 'to be changed' | 'waiting', more: object = {}) =>
    answerRecertification(ctx, { recertification: round.id, items: [key], answer: given, ...more });
  expect(must(await answer('to be changed', { note: 'nobody knows it' }))).toEqual({ changed: [{ id: key, was: 'waiting' }] });
  expect(must(await answer('to be changed', { note: 'nobody knows it' }))).toEqual({ changed: [] });
  expect(must(await showRecertification(ctx, { recertification: round.id, state: 'to be changed' })).items).toMatchObject([
    { answeredBy: 'test', note: 'nobody knows it' },
  ]);
  expect(must(await answer('waiting'))).toEqual({ changed: [{ id: key, was: 'to be changed' }] });
  now = new Date(later(15));
  expect(must(await listRecertifications(ctx))).toMatchObject([{ overdue: true, counts: { waiting: 2 } }]);
  must(await closeRecertification(as('manager'), { recertification: round.id }));
  expect(await answer('confirmed')).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  expect(must(await reopenRecertification(as('manager'), { recertification: round.id }))).toMatchObject({ overdue: true });
  must(await answer('confirmed'));
});
