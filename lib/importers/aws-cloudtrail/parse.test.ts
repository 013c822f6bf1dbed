import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { makeFingerprint } from '../../model/fingerprint.ts';
import { erase, type InputFile } from '../importer.ts';
import { inputFile } from '../inputFile.ts';
import { readFacts } from '../readFacts.ts';
import { awsCloudtrail } from './index.ts';

const fixture = (name: string): string => fs.readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');
const events = (name: string): { [member: string]: unknown }[] => {
  const value = JSON.parse(fixture(name));
  return value.Records ?? value;
};

function fileOf(content: unknown): InputFile {
  const bytes = content instanceof Uint8Array ? content : new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
  return inputFile({
    name: 'file',
    async *open() {
      yield bytes;
    },
  });
}

async function read(...files: InputFile[]): Promise<{ facts: Fact[]; rejected: number }> {
  const result = { facts: [] as Fact[], rejected: 0 };
  for await (const record of readFacts(erase(awsCloudtrail), files, { fingerprint: makeFingerprint(new Uint8Array(32)), name: 'default' }).records) {
    if (record.ok) result.facts.push(...record.row);
    else result.rejected++;
  }
  return result;
}

const sorted = ({ facts }: { facts: Fact[] }): string[] => [...new Set(facts.map((fact) => JSON.stringify(fact)))].sort();

describe('the shapes', () => {
  const many = events('many.json');
  const detail = (event: object) => ({ version: '0', 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.s3', detail: event });
  const lookup = (event: object) => ({ EventId: 'x', CloudTrailEvent: JSON.stringify(event) });
  test.each([
    ['a bare array', many],
    ['one event a line', many.map((event) => JSON.stringify(event)).join('\n')],
    ['several files of a trail, one a line', many.map((event) => JSON.stringify({ Records: [event] })).join('\n')],
    ['several files of a trail in one array', [{ Records: many.slice(0, 5) }, { Records: many.slice(5) }]],
    ['EventBridge', many.map((event) => JSON.stringify(detail(event))).join('\n')],
    ['lookup-events', { Events: many.map(lookup) }],
    ['lookup-events over many lines', JSON.stringify({ Events: many.map(lookup) }, null, 2)],
    ['aws.cloudtrail', many.map((cloudtrail) => ({ '@timestamp': '2020-01-01T00:00:00Z', event: { name: 'cloud_trail' }, aws: { cloudtrail } }))],
    ['CloudWatch Logs', { logEvents: many.map((event) => ({ timestamp: 0, message: JSON.stringify(event) })) }],
    ['gzip', new Uint8Array(gzipSync(fixture('many.json')))],
  ])('%s: the same events give the same facts', async (_, content) => {
    const plain = await read(fileOf(fixture('many.json')));
    expect(plain.rejected).toBe(0);
    expect(sorted(await read(fileOf(content)))).toEqual(sorted(plain));
  });
});

test('what the making of a session proves holds for its calls, in whatever order and file they come', async () => {
  const sessions = events('sessions.json');
  const together = sorted(await read(fileOf(sessions)));
  expect(together.filter((fact) => fact.includes('"proof"'))).toHaveLength(4);
  expect(sorted(await read(fileOf(sessions.toReversed())))).toEqual(together);
  expect(sorted(await read(...sessions.map((event) => fileOf([event])).toReversed()))).toEqual(together);
});

test('nothing of what an answer holds is let through, whatever it is called', async () => {
  const canary = 'correct horse battery canary';
  const secrets = { sessionToken: canary, secretAccessKey: canary, keyMaterial: canary, password: canary, plaintext: canary };
  for (const name of ['sessions.json', 'many.json']) {
    const planted = events(name).map((event) => ({
      ...event,
      responseElements: {
        ...(event.responseElements as object),
        ...secrets,
        credentials: { accessKeyId: 'ASIAFAKEFAKEFAKE0099', ...secrets },
        accessKey: secrets,
      },
      additionalEventData: secrets,
      serviceEventDetails: secrets,
    }));
    const { facts, rejected } = await read(fileOf(planted));
    expect(rejected).toBe(0);
    expect(JSON.stringify(facts)).not.toContain(canary);
  }
});
