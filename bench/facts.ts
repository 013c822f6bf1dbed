/**
 * Reading facts: microseconds a record of each step, and memory over the size of the file. `node bench/facts.ts [RECORDS]`, default 1,000,000.
 * Processor time, not the clock's; ratios are what counts. Memory is what is held: the live heap after a collection, every hundred thousand records. What the process
 * takes from the system grows for a while with the rate of allocation, not with the file (bench/accessLog.ts sets a limit to it).
 */
import v8 from 'node:v8';
import vm from 'node:vm';
import { z } from 'zod';
import { inputFile } from '../lib/importers/inputFile.ts';
import { readFacts } from '../lib/importers/readFacts.ts';
import { importerOf } from '../lib/importers/registry.ts';
import { type Fact, statuses } from '../lib/model/facts.ts';
import { makeFingerprint } from '../lib/model/fingerprint.ts';
import { parseFact } from '../lib/model/parseFact.ts';
import { redactFact } from '../lib/model/redact.ts';

v8.setFlagsFromString('--expose-gc');
const collect: () => void = vm.runInNewContext('gc');

const fingerprint = makeFingerprint(new Uint8Array(32).fill(1));
const records = Number(process.argv[2] ?? 1_000_000);

/** One credential, two edges and a grant in turn, as an estate has them. */
function line(at: number): string {
  const key = `moltbook:prod/key/mk-${at >> 2}`;
  const identity = `moltbook:prod/agent/quiet-otter-${at >> 2}`;
  const kinds: Fact[] = [
    {
      fact: 'credential',
      key,
      type: 'agent-api-key',
      created: '2026-01-02T03:04:05Z',
      expires: '2026-12-31',
      owner: 'ann@example.com',
      system: 'moltbook',
      status: 'active',
    },
    { fact: 'edge', edge: 'authenticates', from: key, to: identity },
    { fact: 'edge', edge: 'uses', from: `${identity}#workload`, to: key, evidence: { file: 'agents.csv', line: at } },
    { fact: 'grant', from: identity, class: 'write', resource: `${identity}/posts`, actions: ['posts:create'] },
  ];
  return JSON.stringify(kinds[at & 3]);
}

async function* file(count: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at += 1000)
    yield Buffer.from(`${Array.from({ length: Math.min(1000, count - at) }, (_, step) => line(at + step)).join('\n')}\n`);
}

function microseconds(name: string, work: (value: unknown) => unknown, values: unknown[]): void {
  for (const value of values) work(value);
  const started = process.cpuUsage();
  for (let round = 0; round < 20; round++) for (const value of values) work(value);
  console.log(`${name.padEnd(34)} ${(process.cpuUsage(started).user / (20 * values.length)).toFixed(2)} us a record`);
}

async function readAll(count: number): Promise<number> {
  const facts = importerOf('facts');
  if (!facts) throw new Error('the format facts is not registered');
  let [read, peak] = [0, 0];
  const started = process.cpuUsage();
  for await (const record of readFacts(facts, [inputFile({ name: 'bench', open: () => file(count) })], { fingerprint, name: 'bench' }).records) {
    if (!record.ok || ++read % 100_000 !== 0) continue;
    collect();
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  const seconds = process.cpuUsage(started).user / 1e6;
  console.log(`${read.toLocaleString('en')} records read in ${seconds.toFixed(1)} s of processor time, at most ${(peak / 1e6).toFixed(1)} MB held`);
  return peak;
}

const lines = Array.from({ length: 4000 }, (_, at) => line(at));
const values = lines.map((text): unknown => JSON.parse(text));
const time = z.iso.datetime({ offset: true });
// far less than parseFact checks: no bare dates, no attrs, no reasons, one kind of record
const schema = z
  .object({
    fact: z.literal('credential'),
    key: z.string().min(1).max(2048),
    type: z.string().nullish(),
    created: time.nullish(),
    status: z.enum(statuses).nullish(),
  })
  .catchall(z.json());

microseconds('JSON.parse', (text) => JSON.parse(String(text)), lines);
microseconds('parseFact', parseFact, values);
microseconds(
  '  a credential',
  parseFact,
  values.filter((_, at) => at % 4 === 0),
);
microseconds(
  '  a credential, part of it, by zod',
  (value) => schema.safeParse(value),
  values.filter((_, at) => at % 4 === 0),
);
const facts = values.flatMap((value) => {
  const parsed = parseFact(value);
  return parsed.ok ? [parsed.fact] : [];
});
let next = 0;
microseconds('redactFact', () => redactFact(facts[next++ % facts.length]!, fingerprint), values);

const small = await readAll(Math.round(records / 10));
const large = await readAll(records);
console.log(`memory held for ten times the records: ${(large / small).toFixed(2)} times`);
