import { describe, expect, test } from 'vitest';
import { parseFact } from '../model/parseFact.ts';
import { rolesFileSchema } from '../model/rolesDocument.ts';
import { moltbookFiles } from './moltbook.ts';
import { agentName } from './moltbookNames.ts';

const texts = (agents: number, seed: number): Map<string, string> =>
  new Map(moltbookFiles({ agents, seed }).map(({ name, text }) => [name, [...text].join('')]));

describe('the Moltbook-like estate', () => {
  const files = texts(500, 1);
  const inventory = files.get('moltbook.inventory.csv') ?? '';
  const rows = inventory.trim().split('\n').slice(1);

  test('is the same for the same seed, and another for another', () => {
    expect(texts(500, 1)).toEqual(files);
    expect(texts(500, 2).get('moltbook.inventory.csv')).not.toBe(inventory);
  });

  test('has an inventory row for each agent, owner, service key and pasted key, each with a key and a secret of its own', () => {
    expect(rows.filter((row) => row.includes(',agent-api-key,'))).toHaveLength(500);
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(rows.length);
    const secrets = rows.map((row) => row.split(',')[1] ?? '');
    expect(new Set(secrets).size).toBe(rows.length);
    for (const secret of secrets) expect(secret).toMatch(/^fake-[a-z-]+-key-\d{6}-[0-9a-z]{12}$/);
  });

  test('writes facts and roles that are accepted whole', () => {
    for (const name of ['moltbook.facts.jsonl', 'moltbook-code-host.facts.jsonl']) {
      for (const line of (files.get(name) ?? '').trim().split('\n')) expect(parseFact(JSON.parse(line))).toMatchObject({ ok: true, warnings: [] });
    }
    for (const name of ['moltbook-prod.roles.jsonl', 'moltbook-dev.roles.jsonl']) {
      for (const line of (files.get(name) ?? '').trim().split('\n')) expect(rolesFileSchema.safeParse(JSON.parse(line)).success).toBe(true);
    }
  });

  test('anyone may read the production database, which holds every agent key', () => {
    const documents = (files.get('moltbook-prod.roles.jsonl') ?? '')
      .trim()
      .split('\n')
      .map((line) => rolesFileSchema.parse(JSON.parse(line)));
    const bindings = documents.flatMap((document) => document.bindings ?? []);
    expect(bindings.find((binding) => binding.members?.includes('anonymous'))).toMatchObject({ role: 'public-api' });
    const held = documents.flatMap((document) => document.stores ?? []).flatMap((store) => store.holds ?? []);
    expect(new Set(held).size).toBe(rows.filter((row) => row.startsWith('moltbook:prod/key/')).length);
  });

  test('findings show secrets of the inventory', () => {
    const findings = (files.get('moltbook.trufflehog.ndjson') ?? '').trim().split('\n');
    expect(findings.length).toBeGreaterThanOrEqual(6);
    for (const line of findings) expect(inventory).toMatch(new RegExp(`[,:]${JSON.parse(line).Raw},`));
  });

  test('the gateway logs keys of the inventory, but for a few that no inventory lists, none before it was made or after the last use that the inventory knows', () => {
    const [head, ...lines] = (files.get('moltbook-gateway.access.csv') ?? '')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const listed = new Map(rows.map((row) => row.split(',')).map((cells) => [cells[0], cells]));
    const unknown = new Set<string>();
    for (const line of lines) {
      const use = Object.fromEntries(head!.map((name, at) => [name, line[at]!]));
      if (!listed.has(use.credential!)) unknown.add(use.credential!);
      else expect(Date.parse(use.time!)).toBeLessThanOrEqual(Date.parse('2026-11-01T00:00:00Z'));
    }
    expect(unknown.size).toBe(2);
    expect(lines.length).toBeGreaterThan(200);
    expect(new Set(lines.map((line) => line[1])).size).toBe(lines.length);
  });

  test('no two agents share a name', () => {
    expect(new Set(Array.from({ length: 100_000 }, (_, at) => agentName(at))).size).toBe(100_000);
  });
});
