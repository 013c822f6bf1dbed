import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../model/facts.ts';
import { makeFingerprint } from '../model/fingerprint.ts';
import { parseFact } from '../model/parseFact.ts';
import { inputFile, sampleOf } from './inputFile.ts';
import { readFacts } from './readFacts.ts';
import { recognise } from './recognise.ts';
import { importers } from './registry.ts';

/** `KEYBLAST_GOLDEN=write npx vitest run lib/importers/fixtures.test.ts` writes the golden answers anew; read the difference before you commit it. */
const write = process.env.KEYBLAST_GOLDEN === 'write';
const fingerprint = makeFingerprint(new Uint8Array(32).fill(1));

type Rejected = { line: number; field?: string; reason: string };

async function read(file: string, format: string): Promise<{ facts: Fact[]; rejected: Rejected[] }> {
  const input = inputFile({ name: path.basename(file), open: () => fs.createReadStream(file, { highWaterMark: 37 }) });
  const importer = importers.find(({ id }) => id === format)!;
  const facts: Fact[] = [];
  const rejected: Rejected[] = [];
  for await (const record of readFacts(importer, [input], { fingerprint, name: 'default' }).records) {
    if (record.ok) facts.push(...record.row);
    else rejected.push({ line: record.line, ...(record.field === undefined ? {} : { field: record.field }), reason: record.reason });
  }
  return { facts, rejected };
}

function golden(file: string, lines: unknown[]): unknown[] {
  if (write) {
    if (lines.length > 0) fs.writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    else fs.rmSync(file, { force: true });
  }
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

const isGolden = (name: string): boolean => /\.(facts|rejected)\.jsonl$/.test(name);

describe.each(importers.map(({ id }) => id))('%s', (format) => {
  const folder = path.join(import.meta.dirname, format, 'fixtures');
  const inputs = fs.readdirSync(folder).filter((name) => !isGolden(name));

  test('has a fixture of each kind', () => {
    const kinds = inputs.map((name) => name.replace(/\..*$/, ''));
    expect(kinds).toEqual(expect.arrayContaining(['empty', 'many', 'malformed', 'one']));
  });

  test.each(inputs)('%s gives its golden answer', async (name) => {
    const file = path.join(folder, name);
    const { facts, rejected } = await read(file, format);
    const stem = path.join(folder, name.replace(/\.[^.]+$/, ''));
    expect(facts).toEqual(golden(`${stem}.facts.jsonl`, facts));
    expect(rejected).toEqual(golden(`${stem}.rejected.jsonl`, rejected));
  });

  test.each(inputs)('%s: its facts are in normal form', async (name) => {
    const { facts } = await read(path.join(folder, name), format);
    for (const fact of facts) expect(parseFact(fact)).toMatchObject({ ok: true, fact });
  });

  test.each(inputs.filter((name) => !name.startsWith('empty')))('%s is recognised, and by no other importer as surely', async (name) => {
    const file = path.join(folder, name);
    const found = recognise(await sampleOf(inputFile({ name: 'unnamed', open: () => fs.createReadStream(file) })));
    expect(found).toMatchObject({ ok: true, importer: { id: format } });
  });
});
