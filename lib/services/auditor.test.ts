import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moltbookFiles } from '../estate/moltbook.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { importFiles } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/**
 * Three credentials of the sample estate, recomputed by hand as an auditor would: from the text of the files alone, with the weights of docs/metrics.md and a pocket
 * calculator. Nothing here is shared with the engine; each number is written out with the line it comes from.
 */
const asOf = '2026-11-01T00:00:00.000Z';
const agents = 2_000;
const files = moltbookFiles({ agents, seed: 1, asOf }).map(({ name, text }) => ({ name, text: [...text].join('') }));
const textOf = (name: string): string => files.find((file) => file.name === name)?.text ?? '';

/** The one line of the inventory about a credential, by heading. */
function inventoryRow(credential: string): Record<string, string> {
  const [headings = '', ...lines] = textOf('moltbook.inventory.csv').trim().split('\n');
  const found = lines.filter((line) => line.startsWith(`${credential},`));
  expect(found).toHaveLength(1);
  const cells = found[0]!.split(',');
  return Object.fromEntries(headings.split(',').map((heading, at) => [heading, cells[at] ?? '']));
}
const factsAbout = (key: string): Record<string, unknown>[] =>
  textOf('moltbook.facts.jsonl')
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter((fact) => fact.key === key || fact.from === key);
const production = (): Record<string, { name?: string; role?: string; members?: string[] }[]>[] =>
  textOf('moltbook-prod.roles.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const role = (name: string) => production().flatMap(({ roles = [] }) => roles.filter((one) => one.name === name));
const rolesOf = (identity: string): (string | undefined)[] =>
  production()
    .flatMap(({ bindings = [] }) => bindings.filter(({ members }) => members?.includes(identity)))
    .map((binding) => binding.role);

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  const raw = files.map(({ name, text }) => ({
    name,
    open: async function* () {
      yield new TextEncoder().encode(text);
    },
  }));
  must(await importFiles(ctx, { files: raw, name: 'sample' }));
  must(await analyzeEstate(ctx, { asOf, horizonDays: 27 }));
});
afterAll(() => ctx.close());

async function figuresOf(credential: string) {
  const page = must(await listCredentials(ctx, { filter: `"${credential}"`, limit: 20 }));
  const row = page.rows.find((one) => one.credential === credential);
  if (!row) expect.fail(`${credential} is not listed`);
  const { share: _leakShare, upTo: _leakUpTo, ...leak } = row.leak;
  const { share: _takeoverShare, upTo: _takeoverUpTo, ...takeover } = row.takeover;
  return { leak, takeover };
}

describe('an agent with a static key', () => {
  const key = 'moltbook:prod/key/mk-0000008';
  const agent = 'moltbook:prod/agent/placid-mongoose';

  test('what the files say', () => {
    expect(inventoryRow(key)).toMatchObject({ identity: agent, status: 'active', presentation: 'bearer', expires: '', ttl: '', scopes: '' });
    expect(rolesOf(agent)).toEqual(['member']);
    expect(role('member')).toEqual([
      {
        name: 'member',
        permissions: [
          { class: 'read', actions: ['read'], resources: ['moltbook:prod/feed'] },
          { actions: ['posts:create', 'posts:delete'], resources: ['{member}/posts'] },
          { actions: ['messages:read', 'messages:send'], resources: ['{member}/messages'] },
          { actions: ['profile:update'], resources: ['{member}/profile'] },
        ],
      },
    ]);
    expect(factsAbout('moltbook:prod/feed')).toMatchObject([{ sensitivity: 1 }]);
    expect(factsAbout(`${agent}/posts`)).toEqual([]); // nothing is said of them: sensitivity 2, factor 3
  });

  test('its figures', async () => {
    // weights: read feed 5x1; create posts (write) 10x3; delete posts 12x3; read messages 5x3; send messages 10x3; update profile (write) 10x3
    const weight = 5 + 30 + 36 + 15 + 30 + 30; // 146
    // the key never expires and nothing it leads to has an end: all of it lasts T = 27 days
    const figures = { scope: 6, resources: 4, weight, actionDays: weight * 27, band: 'low', unbounded: false, chain: 0, identities: 2 };
    expect(weight * 27).toBe(3942);
    // takeover: the agent's workload, whose only credential is this key; it runs as the same agent
    expect(await figuresOf(key)).toEqual({ leak: { ...figures, workloads: 0 }, takeover: { ...figures, workloads: 1 } });
  });
});

describe('an attested bearer token', () => {
  const key = 'spiffe://moltbook.example/prod/report-builder#svid';
  const service = 'moltbook:prod/service/report-builder';

  test('what the files say', () => {
    expect(factsAbout(key)).toMatchObject([
      { issuance: 'attested', presentation: 'bearer', ttl: 900 },
      { edge: 'authenticates', to: service },
    ]);
    expect(factsAbout(service)).toMatchObject([{ fact: 'identity' }, { fact: 'grant', class: 'read', resource: 'moltbook:prod/analytics' }]);
    expect(factsAbout('moltbook:prod/pod/report-builder')).toMatchObject([{ fact: 'workload' }, { edge: 'runs-as', to: service }, { edge: 'uses', to: key }]);
    expect(factsAbout('moltbook:prod/analytics')).toMatchObject([{ sensitivity: 3 }]);
  });

  test('its figures', async () => {
    const weight = 5 * 10; // read, sensitivity 3
    const figures = { scope: 1, resources: 1, weight, unbounded: false, chain: 0, identities: 1 };
    expect(await figuresOf(key)).toEqual({
      // a thief has it for its 900 s: 50 x 900 / 86,400 = 0.5208333...
      leak: { ...figures, workloads: 0, actionDays: 0.520833, band: 'contained' },
      // who is inside the pod stays for T: 50 x 27
      takeover: { ...figures, workloads: 1, actionDays: 1350, band: 'low' },
    });
  });
});

describe('a build key that reads a vault', () => {
  const key = 'moltbook:prod/service-key/ci-runner-eu';
  const vault = 'moltbook:prod/vault';
  const kept = ['billing-service', 'email-gateway-eu', 'email-gateway-us', 'privacy-export', 'session-service-eu', 'session-service-us'];

  test('what the files say', () => {
    const service = 'moltbook:prod/service/ci-runner';
    expect(inventoryRow(key)).toMatchObject({ identity: service, status: 'active', presentation: 'bearer', expires: '', ttl: '' });
    expect(rolesOf(service)).toEqual(['ci']);
    expect(role('ci')).toMatchObject([{ permissions: [{ actions: ['pipelines:run'], resources: ['moltbook:prod/media'] }], readsSecrets: [vault] }]);
    const held = textOf('moltbook.inventory.csv')
      .split('\n')
      .filter((line) => line.split(',').includes(vault))
      .map((line) => line.slice(0, line.indexOf(',')).replace('moltbook:prod/service-key/', ''));
    expect(held).toEqual(kept);
    for (const name of kept) {
      const row = inventoryRow(`moltbook:prod/service-key/${name}`);
      expect(row).toMatchObject({ status: 'active', presentation: 'bearer', ttl: '' });
      expect(row.expires === '' || row.expires! > '2026-11-28T00:00:00Z').toBe(true); // lasts all of T
    }
    const bound = ['billing-service', 'email-gateway', 'privacy-export', 'session-service'].map((name) => rolesOf(`moltbook:prod/service/${name}`));
    expect(bound).toEqual([['billing'], ['mailer'], ['message-reader'], ['session-issuer']]);
    const sensitivities = ['vault', 'media', 'billing', 'mail', 'profiles', 'messages', 'sessions'].map(
      (part) => factsAbout(`moltbook:prod/${part}`)[0]?.sensitivity,
    );
    expect(sensitivities).toEqual([5, 2, 5, 4, 4, 5, 4]);
  });

  test('its figures', async () => {
    const weight =
      30 * 100 + // read-secret, the vault (sensitivity 5)
      20 * 3 + // execute, run pipelines on media (2)
      (5 + 10 + 5) * 100 + // billing: read, write, and charge cards, which is spend (5)
      10 * 30 + // send mail (4)
      5 * 30 + // read profiles (4), by the mailer and again by the message reader: once
      5 * 100 + // read messages (5)
      (40 + 12) * 30; // sessions: issue, which is delegate, and delete (4)
    expect(weight).toBe(7570);
    // identities: ci-runner and its role, four services and their four roles; the chain: six keys in the vault
    const figures = { identities: 10, scope: 10, resources: 7, weight, actionDays: weight * 27, unbounded: false };
    expect(figures.actionDays).toBe(204_390); // between 30,000 and 1,000,000: medium, but high at least, for it does more than list on sensitivity 5
    expect(await figuresOf(key)).toEqual({
      leak: { ...figures, workloads: 0, chain: 6, band: 'high' },
      takeover: { ...figures, workloads: 1, chain: 7, band: 'high' }, // in the pod lies the key of the other region as well
    });
  });
});
