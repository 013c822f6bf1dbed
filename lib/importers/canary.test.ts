import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFingerprint } from '../model/fingerprint.ts';
import { inputFile } from './inputFile.ts';
import { isObject, parseJson } from './parseJson.ts';
import { readFacts } from './readFacts.ts';
import { importerOf, importers } from './registry.ts';

/**
 * A known secret in every field of every fixture, in names of fields, in unknown ones and in broken records: none may come out again, in a fact, a
 * rejection, a warning or an error. All are fake.
 */
const recognisable = [
  `ghp_${'FakeCanary0'.repeat(4)}`,
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'sk-ant-api03-FakeCanary0123456789-FakeCanary',
  'eyJhbGciOiJub25lIn0.eyJmYWtlIjoiY2FuYXJ5In0.ZmFrZWNhbmFyeQ',
  'xoxb-000000000000-FakeCanary00',
  'postgres://canary:FakeCanaryPassword@db.example.com/x',
];
/** In fields that are declared secret, any text is one. */
const arbitrary = ['correct horse battery canary', 'canary42'];
const partsOf = (canary: string): string[] => (canary.startsWith('postgres') ? ['FakeCanaryPassword'] : [canary]);

const fingerprint = makeFingerprint(new Uint8Array(32).fill(1));

async function everythingSaid(format: string, text: string): Promise<string> {
  const importer = importerOf(format);
  if (!importer) throw new Error(format);
  const file = inputFile({ name: 'canary', open: () => chunks(text) });
  const said: unknown[] = [];
  try {
    const opened = readFacts(importer, [file], { fingerprint, name: 'default' });
    for await (const record of opened.records) said.push(record);
    said.push(opened.source, opened.dataTime);
  } catch (error) {
    said.push(String(error));
  }
  return JSON.stringify(said);
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** The value with the canary in place of one leaf, appended to it, as the name of a member, and as a further member, at every place in turn. */
function* planted(value: unknown, canary: string): Generator<unknown> {
  if (typeof value === 'string') yield* [canary, `${value} ${canary}`, `x:${canary}`];
  else if (Array.isArray(value)) {
    yield [...value, canary];
    for (const [at, item] of value.entries()) for (const other of planted(item, canary)) yield value.with(at, other);
  } else if (isObject(value)) {
    yield { ...value, [canary]: 1 };
    yield { ...value, note: canary, nested: { list: [canary] } };
    for (const [name, member] of Object.entries(value)) {
      for (const other of planted(member, canary)) yield { ...value, [name]: other };
      yield Object.fromEntries(Object.entries(value).map(([one, same]) => [one === name ? canary : one, same]));
    }
  } else yield canary;
}

/** The first places where it came out, with what stands around it. */
function leaks(said: string, part: string): string[] {
  const found: string[] = [];
  for (let at = said.indexOf(part); at >= 0 && found.length < 3; at = said.indexOf(part, at + 1))
    found.push(said.slice(Math.max(0, at - 60), at + part.length + 30));
  return found;
}

function fixtures(format: string): string[] {
  const folder = path.join(import.meta.dirname, format, 'fixtures');
  const names = fs.readdirSync(folder).filter((name) => /^(one|many|malformed)\./.test(name) && !/\.(facts|rejected)\.jsonl$/.test(name));
  return names.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
}

/** Values of a JSON fixture: its lines, or the whole. */
function valuesOf(text: string): unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  return text.split('\n').flatMap((line) => parseJson(line) ?? []);
}

const jsonFormats = importers.map(({ id }) => id).filter((id) => id !== 'inventory-csv' && id !== 'aws-credential-report');

describe.each(jsonFormats)('%s', (format) => {
  test.each(recognisable)('says nothing of %s wherever it stands', async (canary) => {
    const lines: string[] = [];
    for (const text of fixtures(format)) {
      for (const value of valuesOf(text)) for (const record of planted(value, canary)) lines.push(JSON.stringify(record));
    }
    expect(lines.length).toBeGreaterThan(50);
    const said = await everythingSaid(format, lines.join('\n'));
    for (const part of partsOf(canary)) expect(leaks(said, part)).toEqual([]);
  });

  test.each(recognisable)('says nothing of %s in broken records', async (canary) => {
    for (const text of fixtures(format)) {
      const broken = [canary, `{"${canary}`, `{"fact":"credential","key":"${canary}"`, `[${canary}]`, text.slice(0, Math.floor(text.length / 2)) + canary];
      for (const one of broken) {
        const said = await everythingSaid(format, `${text}\n${one}\n`);
        for (const part of partsOf(canary)) expect(said).not.toContain(part);
      }
    }
  });
});

describe('inventory-csv', () => {
  const header =
    'credential,secret,name,aliases,identity,identity name,workload,controlled by,owner,party,system,environment,store,scopes,administers,free text';
  const count = header.split(',').length;
  const row = (at: number, canary: string): string =>
    Array.from({ length: count }, (_, field) => (field === at ? `"${canary}"` : field === 0 ? `k-${at}` : '')).join(',');

  test.each(recognisable)('says nothing of %s in any cell or heading', async (canary) => {
    const rows = Array.from({ length: count }, (_, at) => row(at, canary));
    const said = await everythingSaid('inventory-csv', [header, ...rows, `k-99,"${canary}`].join('\n'));
    const named = await everythingSaid('inventory-csv', `credential,${canary}\nk-1,x\n`);
    const refused = await everythingSaid('inventory-csv', `owner,${canary}\nk-1,x\n`);
    for (const part of partsOf(canary)) for (const text of [said, named, refused]) expect(text).not.toContain(part);
  });

  test.each([...recognisable, ...arbitrary])('fingerprints %s in the column secret, and takes it out of the other cells', async (canary) => {
    const cells = Array.from({ length: count }, (_, field) => (field === 0 ? 'k-1' : field === 1 ? canary : `see ${canary}`));
    const said = await everythingSaid('inventory-csv', `${header}\n${cells.map((cell) => `"${cell}"`).join(',')}\n,"${canary}"${','.repeat(count - 2)}\n`);
    expect(said).not.toContain(canary);
    expect(said).toContain(fingerprint(canary));
  });
});

describe('access-log', () => {
  const header = 'time,credential,secret,identity,action,http method,url,resource,outcome,proof,address,network,user agent,instance,event id,system';
  const count = header.split(',').length;
  const row = (at: number, canary: string): string =>
    Array.from({ length: count }, (_, field) => (field === at ? `"${canary}"` : field === 0 ? '2026-10-01T00:00:00Z' : field === 1 ? 'k-1' : '')).join(',');

  test.each(recognisable)('says nothing of %s in any cell', async (canary) => {
    const rows = Array.from({ length: count }, (_, at) => row(at, canary));
    const said = await everythingSaid('access-log', [header, ...rows, `k-99,"${canary}`].join('\n'));
    for (const part of partsOf(canary)) expect(leaks(said, part)).toEqual([]);
  });

  test.each([...recognisable, ...arbitrary])('fingerprints %s in the column secret, and takes it out of the other cells', async (canary) => {
    const cells = Array.from({ length: count }, (_, field) =>
      field === 0 ? '2026-10-01T00:00:00Z' : field === 1 ? '' : field === 2 ? canary : `see ${canary}`,
    );
    const said = await everythingSaid('access-log', `${header}\n${cells.map((cell) => `"${cell}"`).join(',')}\n`);
    expect(said).not.toContain(canary);
    expect(said).toContain(fingerprint(canary));
  });
});

describe('aws-credential-report', () => {
  const [header = '', ...rows] = fs
    .readFileSync(path.join(import.meta.dirname, 'aws-credential-report/fixtures/many.csv'), 'utf8')
    .trim()
    .split('\n');

  test.each(recognisable)('says nothing of %s in any cell, in the table or in the answer around it', async (canary) => {
    const planted = rows.flatMap((row) => {
      const cells = row.split(',');
      return cells.flatMap((cell, at) => [canary, `${cell} ${canary}`, `x:${canary}`].map((other) => cells.with(at, `"${other}"`).join(',')));
    });
    expect(planted.length).toBeGreaterThan(300);
    const table = [header, ...planted].join('\n');
    const said = [
      await everythingSaid('aws-credential-report', table),
      await everythingSaid('aws-credential-report', JSON.stringify({ Content: table, GeneratedTime: canary, [canary]: 1 })),
      await everythingSaid('aws-credential-report', JSON.stringify({ Content: canary })),
      await everythingSaid('aws-credential-report', `${header},${canary}\n${rows[0]},x\n`),
      await everythingSaid('aws-credential-report', `user,${canary}\nx,y\n`),
    ];
    for (const part of partsOf(canary)) for (const text of said) expect(leaks(text, part)).toEqual([]);
  });
});

describe('aws-access-keys', () => {
  test.each([...recognisable, ...arbitrary])('fingerprints %s as the secret of a key that was made', async (canary) => {
    const key = { UserName: 'deploy', AccessKeyId: 'AKIAIFAKEFAKEFAKEFAK', Status: 'Active', SecretAccessKey: canary };
    const records = [{ AccessKey: key }, { AccessKeyMetadata: [key] }, { userName: 'deploy', accessKeys: [{ ...key, secretAccessKey: canary }] }, key];
    for (const record of records) {
      const said = await everythingSaid('aws-access-keys', JSON.stringify(record));
      expect(leaks(said, canary)).toEqual([]);
      expect(said).toContain(fingerprint(canary));
    }
  });
});

describe('trufflehog', () => {
  test.each([...recognisable, ...arbitrary])('keeps nothing of %s as Raw or RawV2, plain or in base64', async (canary) => {
    for (const text of fixtures('trufflehog')) {
      for (const value of valuesOf(text).filter(isObject)) {
        const base64 = Buffer.from(canary).toString('base64');
        const records = [
          { ...value, Raw: canary, ExtraData: { message: `found ${canary}` } },
          { ...value, RawV2: `AKIAFAKEFAKEFAKEFAKE:${canary}` },
          { ...value, Raw: base64, DecoderName: undefined, SourceName: canary },
        ];
        const said = await everythingSaid('trufflehog', records.map((record) => JSON.stringify(record)).join('\n'));
        expect(said).not.toContain(canary);
        expect(said).not.toContain(base64);
      }
    }
  });
});

describe('facts', () => {
  test.each(arbitrary)('keeps nothing of %s under names that say it is secret', async (canary) => {
    const secret = { password: canary, clientSecret: canary, 'X-Api-Key': canary, token: [canary], authorization: { value: canary } };
    const records = [
      { fact: 'credential', key: 'demo:key/1', attrs: secret, ...secret },
      { fact: 'edge', edge: 'holds', from: 'demo:store', to: 'demo:key/1', evidence: secret },
      {
        fact: 'document',
        platform: 'demo',
        scope: 'demo:prod',
        kind: 'template',
        body: { environment: { A: canary, B: [{ name: 'C', value: canary }] }, UserData: canary, secret: canary },
      },
    ];
    const said = await everythingSaid('facts', records.map((record) => JSON.stringify(record)).join('\n'));
    expect(said).not.toContain(canary);
  });
});
