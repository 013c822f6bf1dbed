import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from './blast/analyze.ts';
import { buildGraph } from './blast/buildGraph.ts';
import { columnsFromFacts } from './blast/columnsFromFacts.ts';
import { figuresAt } from './blast/figureColumns.ts';
import { importers } from './importers/registry.ts';
import type { Fact } from './model/facts.ts';
import type { Figures } from './model/figures.ts';
import { parseFact } from './model/parseFact.ts';

const root = path.resolve(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

/** Made by running the product, so that a fresh checkout does not have it. */
const made = /^(\.keyblast|\.next|node_modules|lib\/store\/generated|test-results)(\/|$)/;

describe('the documents', () => {
  const documents = tracked.filter((file) => file.endsWith('.md') && fs.existsSync(path.join(root, file)));

  test.each(documents)('%s names only paths that exist', (document) => {
    const inCode = [...read(document).matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '');
    const linked = [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map((match) =>
      path.posix.join(path.posix.dirname(document), match[1] ?? ''),
    );
    const named = inCode.filter((text) => /^(app|bench|bin|components|docs|e2e|lib|prisma|public)\/[\w./[\]()-]*$/.test(text));
    const missing = [...named, ...linked].filter((name) => !made.test(name) && !fs.existsSync(path.join(root, name.replace(/\/$/, ''))));
    expect(missing).toEqual([]);
  });
});

describe('the README', () => {
  test('lists every importer, as the registry has it', () => {
    const rows = importers.map(({ id, title, recognisedBy }) => `| \`${id}\` | ${title} | ${recognisedBy} |`);
    const section = read('README.md').split('## What it reads')[1]?.split('\n## ')[0] ?? '';
    expect(section.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
  });

  test('computes its example as the product does', () => {
    const leak = leakOf('example:support-bot-key', {});
    expect(leak).toMatchObject({ identities: 2, workloads: 0, chain: 1, scope: 4, resources: 4, weight: 680, actionDays: 13_260, band: 'low' });
    const section = read('README.md').split('## How the number is made')[1]?.split('\n## ')[0] ?? '';
    const rows = [...section.matchAll(/^\|.*\| (?:\*\*)?([\d,]+)(?:\*\*)? \|[^|]*\| (?:\*\*)?([\d,]+)(?:\*\*)? \|$/gm)].map(([, weight, days]) => [
      asNumber(weight),
      asNumber(days),
    ]);
    expect(rows).toEqual([
      [50, 1_350],
      [30, 810],
      [300, 8_100],
      [300, 3_000],
      [leak.weight, leak.actionDays],
    ]);
    // "If the key were rotated every day": its own three permissions fall to one day each, what was harvested stays
    expect(leakOf('example:support-bot-key', { ttl: 86_400 }).actionDays).toBe(380 + 3_000);
    expect(section).toContain('380 together');
  });
});

const asNumber = (text: string | undefined): number => Number(text?.replaceAll(',', ''));

/** The certain leak of one credential of the README's example, on the day the CRM's token has ten days left. @param change fields of its record */
function leakOf(key: string, change: object): Figures {
  const facts: Fact[] = read('docs/example.facts.jsonl')
    .trim()
    .split('\n')
    .map((line) => {
      const record = JSON.parse(line);
      const parsed = parseFact(record.key === key ? { ...record, ...change } : record);
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.fact;
    });
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, { asOfMs: Date.parse('2026-03-01T00:00:00Z'), horizonDays: 27 });
  const position = graph.credentials.indexOf(columns.nodes.key.indexOf(key));
  return figuresAt(analyze(graph).analysis.leak.certain, position);
}

describe('the lock file', () => {
  test('has no download addresses: every machine asks the registry that it is set up for', () => {
    const lock: { packages: Record<string, { resolved?: string }> } = JSON.parse(read('package-lock.json'));
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined && /^(https?|git)/.test(resolved))).toEqual([]);
  });

  // A registry mirror may lack what is for other machines, and then npm writes a lock file that npm ci refuses: see docs/decisions.
  test('names every optional package, for every kind of machine', () => {
    const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(read('package-lock.json'));
    const locked = (from: string, name: string): boolean => `${from}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages;
    const missing = Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !locked(from, name)),
    );
    expect(missing).toEqual([]);
  });

  test('is the only one', () => {
    expect(tracked.filter((file) => /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/.test(file))).toEqual([
      'package-lock.json',
    ]);
  });
});
