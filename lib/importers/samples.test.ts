import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AwsDocumentKind, awsDocumentSchemas } from '../model/awsDocuments.ts';
import type { Fact } from '../model/facts.ts';
import { makeFingerprint } from '../model/fingerprint.ts';
import { inputFile, sampleOf } from './inputFile.ts';
import { readFacts } from './readFacts.ts';
import { recognise } from './recognise.ts';

/** Files as published by others, kept beside the checkout where there are any; they are not part of this project. */
const samples = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'samples');
const there = fs.existsSync(samples);
if (!there) console.warn(`skipped: there are no real samples at ${samples}`);

async function read(name: string): Promise<{ format: string; rejected: number; records: number; facts: Fact[] }> {
  const file = inputFile({ name, open: () => fs.createReadStream(path.join(samples, name)) });
  const found = recognise(await sampleOf(file));
  if (!found.ok) throw new Error(found.reason);
  const result = { format: found.importer.id, rejected: 0, records: 0, facts: [] as Fact[] };
  for await (const record of readFacts(found.importer, [file], { fingerprint: makeFingerprint(new Uint8Array(32)), name: 'default' }).records) {
    result.records++;
    if (record.ok) result.facts.push(...record.row);
    else result.rejected++;
  }
  return result;
}

describe.skipIf(!there)('real TruffleHog files', () => {
  test.each([
    ['trufflehog/v3-git-2022.ndjson', 4, 4, 3],
    ['trufflehog/v3-git-array.json', 3, 3, 3],
    ['trufflehog/v3-git-saf.json', 27, 0, 5],
  ])('%s: %i findings, %i of them verified, of %i credentials', async (name, findings, verified, credentials) => {
    const { format, records, rejected, facts } = await read(name);
    expect([format, records, rejected]).toEqual(['trufflehog', findings, 0]);
    const sightings = facts.filter((fact) => fact.fact === 'sighting');
    expect(sightings).toHaveLength(findings);
    expect(sightings.filter((fact) => fact.valid)).toHaveLength(verified);
    expect(new Set(sightings.map((fact) => fact.credential)).size).toBe(credentials);
    expect(facts.filter((fact) => fact.fact === 'edge' && fact.edge === 'holds')).toHaveLength(findings);
  });

  test('the same key in two files of different years is one credential', async () => {
    const keys = async (name: string) => (await read(name)).facts.flatMap((fact) => (fact.fact === 'credential' ? fact.key : []));
    const key = 'aws:accesskey:AKIAYVP4CIPPERUVIFXG';
    expect(await keys('trufflehog/v3-git-2022.ndjson')).toContain(key);
    expect(await keys('trufflehog/v3-git-array.json')).toContain(key);
  });
});

/** `KEYBLAST_GOLDEN=write` writes it anew; read the difference before you commit it. */
const table = path.join(import.meta.dirname, 'samples.table.txt');

test.skipIf(!there)('every file of a format known here is read as the table says, and no record is rejected', async () => {
  const lines: string[] = [];
  for (const folder of ['aws-credential-report', 'aws-gaad', 'gitleaks', 'mcp-config', 'trufflehog']) {
    for (const name of fs.readdirSync(path.join(samples, folder)).sort()) {
      const { format, records, rejected, facts } = await read(`${folder}/${name}`);
      expect([name, rejected]).toEqual([name, 0]);
      const counts = new Map<string, number>();
      for (const { fact } of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
      lines.push(`${folder}/${name} | ${format} | ${records} records | ${[...counts].map(([fact, count]) => `${count} ${fact}`).join(', ')}`);
    }
  }
  if (process.env.KEYBLAST_GOLDEN === 'write') fs.writeFileSync(table, `${lines.join('\n')}\n`);
  expect(lines).toEqual(fs.readFileSync(table, 'utf8').trim().split('\n'));
});

describe.skipIf(!there)('real files of AWS', () => {
  test.each([
    ['cloudmapper-demo-cli-envelope.json', 4, 2],
    ['custodian-2016-unused-keys.csv', 8, 2],
    ['custodian-delete-options.csv', 1, 1],
    ['greenpilot-16-columns.csv', 5, 4],
  ])('aws-credential-report/%s: %i usable keys, %i passwords', async (name, keys, passwords) => {
    const { format, facts } = await read(`aws-credential-report/${name}`);
    const usable = facts.flatMap((fact) => (fact.fact === 'credential' && fact.status === 'active' ? [fact.type] : []));
    expect([format, usable.filter((type) => type === 'aws-access-key').length]).toEqual(['aws-credential-report', keys]);
    expect(usable.filter((type) => type === 'aws-console-password')).toHaveLength(passwords);
  });

  test.each(['cloudmapper-demo.json', 'cloudsplaining-example-authz-details.json', 'iamspy-batch-allow.json'])(
    'aws-gaad/%s: every entry is a document that the model knows',
    async (name) => {
      const { facts } = await read(`aws-gaad/${name}`);
      const documents = facts.filter((fact) => fact.fact === 'document');
      expect(documents.length).toBeGreaterThan(2);
      for (const { kind, body } of documents) expect(awsDocumentSchemas[kind as AwsDocumentKind].parse(body)).toEqual(body);
    },
  );
});

describe.skipIf(!there)('real files of Gitleaks and of MCP hosts', () => {
  const of = (folder: string): string[] => (there ? fs.readdirSync(path.join(samples, folder)).map((name) => `${folder}/${name}`) : []);

  test.each([
    ['upstream-json-simple.json', 1, 1],
    ['upstream-simple.sarif', 1, 1],
    ['v7-5-0.json', 8, 3],
    ['v8-many.json', 4, 3],
    ['v8-no-findings.json', 0, 0],
    ['v8-securecodebox-tags.json', 3, 1],
  ])('gitleaks/%s: %i findings of %i credentials, none rejected', async (name, findings, credentials) => {
    const { format, records, rejected, facts } = await read(`gitleaks/${name}`);
    expect([format, records, rejected]).toEqual(['gitleaks', findings, 0]);
    const sightings = facts.filter((fact) => fact.fact === 'sighting');
    expect(sightings).toHaveLength(findings);
    expect(new Set(sightings.map((fact) => fact.credential)).size).toBe(credentials);
  });

  test.each(of('mcp-config'))('%s: every server is accepted, and its placeholders are no secrets', async (name) => {
    const { format, rejected, facts } = await read(name);
    expect([format, rejected]).toEqual(['mcp', 0]);
    expect(facts.filter((fact) => fact.fact === 'identity')).toHaveLength(1);
    const servers = facts.filter((fact) => fact.fact === 'resource' && fact.kind === 'mcp server');
    const text = fs.readFileSync(path.join(samples, name), 'utf8');
    expect(servers).toHaveLength([...text.matchAll(/"(?:command|url|httpUrl)"\s*:/g)].length);
    expect(facts.filter((fact) => fact.fact === 'credential' || fact.fact === 'sighting')).toEqual([]);
  });

  test('files of other formats are claimed by none of them', async () => {
    const own = /^(?:aws-credential-report|aws-gaad|gitleaks|mcp-config|trufflehog)\//;
    const others = fs
      .readdirSync(samples, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:json|jsonl|ndjson|csv|txt)$/.test(name) && !own.test(name));
    expect(others.length).toBeGreaterThan(50);
    for (const name of others)
      expect([
        name,
        await read(name).then(
          ({ format }) => format,
          () => 'none',
        ),
      ]).toEqual([name, 'none']);
  });
});
