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

type Read = { format: string; rejected: number; records: number; facts: Fact[]; warnings: Set<string> };

async function read(name: string): Promise<Read> {
  const file = inputFile({ name, open: () => fs.createReadStream(path.join(samples, name)) });
  const found = recognise(await sampleOf(file));
  if (!found.ok) throw new Error(found.reason);
  const result: Read = { format: found.importer.id, rejected: 0, records: 0, facts: [], warnings: new Set() };
  for await (const record of readFacts(found.importer, [file], { fingerprint: makeFingerprint(new Uint8Array(32)), name: 'default' }).records) {
    result.records++;
    if (record.ok) {
      result.facts.push(...record.row);
      for (const warning of record.warnings ?? []) result.warnings.add(warning);
    } else result.rejected++;
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

/** Abridged by those who wrote them so far that they say no time: 1 of Cloud Custodian's events, 6 of Panther's. */
const rejections: { [name: string]: number } = { 'aws-cloudtrail/custodian-eventbridge-a.jsonl': 1, 'aws-cloudtrail/panther-cloudtrail-a.jsonl': 6 };

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(path.join(samples, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(samples, folder, name)).isFile())
    .sort();

test.skipIf(!there)('every file of a format known here is read as the table says, and no record is rejected that could be read', async () => {
  const lines: string[] = [];
  for (const folder of ['aws-cloudtrail', 'aws-credential-report', 'aws-gaad', 'gitleaks', 'mcp-config', 'trufflehog']) {
    for (const name of filesIn(folder)) {
      const { format, records, rejected, facts } = await read(`${folder}/${name}`);
      expect([name, rejected]).toEqual([name, rejections[`${folder}/${name}`] ?? 0]);
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

describe.skipIf(!there)('real CloudTrail files', () => {
  const uses = async (name: string) => (await read(`aws-cloudtrail/${name}`)).facts.filter((fact) => fact.fact === 'usage');

  test('only times without a zone are warned of, and only where there are some', async () => {
    for (const name of filesIn('aws-cloudtrail')) {
      const without = name.startsWith('panther') ? ['at has no time zone, taken as UTC'] : [];
      expect([name, [...(await read(`aws-cloudtrail/${name}`)).warnings]]).toEqual([name, without]);
    }
  });

  test('gzip, or not: the same', async () => {
    const name = '218007301253_CloudTrail_us-east-1_20230710T1200Z_iLj9fb7yyUG9X4Bf.json';
    expect(await uses(`gz/${name}.gz`)).toEqual(await uses(`invictus/${name}`));
  });

  test('a key that lasts is itself, a session is its role', async () => {
    const all = await uses('stratus-red-team/aws.credential-access.ec2-get-password-data.json');
    const user = 'aws:arn:aws:iam::457448411975:user/christophe';
    const role = 'aws:arn:aws:iam::457448411975:role/stratus-red-team-ec2-get-password-data-role';
    expect(new Set(all.map(({ credential, identity }) => `${credential} ${identity}`))).toEqual(
      new Set([`aws:accesskey:AKIAWOGXN38MFN92ING5 ${user}`, `${role}#session ${role}`]),
    );
    expect(all.filter(({ outcome }) => outcome === 'denied')).toHaveLength(32);
    expect(new Set(all.map(({ action }) => action))).toEqual(new Set(['sts:AssumeRole', 'ec2:GetPasswordData']));
    expect(all.every(({ resource }) => resource !== undefined)).toBe(true);
  });

  test('an instance that fetched its credentials is named and proved', async () => {
    const all = await uses('invictus/218007301253_CloudTrail_us-east-1_20230710T1200Z_x9kHmzMa7cx6l9wM.json');
    const proved = all.filter(({ proof }) => proof !== undefined);
    expect(new Set(proved.map(({ proof, workload }) => `${proof} ${workload?.instance}`))).toEqual(
      new Set(['instance i-0dbc91f429e48eeed i-0dbc91f429e48eeed']),
    );
  });

  test('no session token and no address that is none comes through', async () => {
    for (const name of filesIn('aws-cloudtrail')) {
      const all = (await read(`aws-cloudtrail/${name}`)).facts;
      expect(JSON.stringify(all)).not.toMatch(/IQoJb3JpZ2lu|FwoGZXIvYXdz|"address":"[^"]*(?:amazonaws|AWS Internal)/);
    }
  });
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
    const own = /^(?:aws-cloudtrail|aws-credential-report|aws-gaad|gitleaks|mcp-config|trufflehog)\//;
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
