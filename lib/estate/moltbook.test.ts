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
    for (const line of (files.get('moltbook.facts.jsonl') ?? '').trim().split('\n'))
      expect(parseFact(JSON.parse(line))).toMatchObject({ ok: true, warnings: [] });
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
    for (const line of findings) expect(inventory).toContain(`,${JSON.parse(line).Raw},`);
  });

  test('no two agents share a name', () => {
    expect(new Set(Array.from({ length: 100_000 }, (_, at) => agentName(at))).size).toBe(100_000);
  });
});
