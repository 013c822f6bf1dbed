/**
 * Memory and speed of importing a log. A tenth of its records and all of them are read, and imported into a scratch database, each in a process of its own under the same limit of its heap: what grows with
 * the file would not fit. Beside the seconds of each, in the same process, those of the plainest reading of the same file. Then the same events come once more, in a file of other bytes: no figure may change.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inputFile, type RawFile } from '../lib/importers/inputFile.ts';
import { readFacts } from '../lib/importers/readFacts.ts';
import { importerOf } from '../lib/importers/registry.ts';
import { makeFingerprint } from '../lib/model/fingerprint.ts';
import { importFiles } from '../lib/services/importFiles.ts';
import { type OpenContext, openContext } from '../lib/services/openContext.ts';
import { outsideFolder } from '../lib/store/postgres/place.ts';

/** A log as it is made up, and the least that reading it could be. */
export type MadeLog = {
  format: string;
  /** Of its files' names, with the dot. */
  ending: string;
  /** What stands before the first record, between two, behind the last. */
  around: [before: string, between: string, after: string];
  /** The record at a place: the same each time. */
  record(at: number): string;
  plain: { what: string; read(file: RawFile): Promise<number> };
  /** Name of the source of a file that was imported under a name. */
  source(name: string): string;
};

/** Of a log of the last twenty days: the time of its record at a place. */
export const timeAt = (at: number): string => new Date(now - 86_400_000 - ((at * 104_729) % (20 * 86_400)) * 1000).toISOString();
const now = Date.now();

/** Run by hand, or by itself in a process of its own. @param main the file that was started */
export async function measureLog(log: MadeLog, main: string): Promise<void> {
  const [first, second] = process.argv.slice(2);
  if (first === 'parse' || first === 'import') await measure(log, first, second!);
  else await compare(log, main, Number(first ?? 1_000_000), Number(second ?? 64));
}

/** @param backwards the same records, the last first */
function write({ record, around: [before, between, after] }: MadeLog, file: string, count: number, backwards = false): void {
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, before);
  for (let at = 0; at < count; at += 1000) {
    const some = Array.from({ length: Math.min(1000, count - at) }, (_, step) => record(backwards ? count - 1 - at - step : at + step));
    fs.writeSync(out, (at === 0 ? '' : between) + some.join(between));
  }
  fs.writeSync(out, after);
  fs.closeSync(out);
}

const raw = (file: string): RawFile => ({ name: path.basename(file), open: () => fs.createReadStream(file, { highWaterMark: 1 << 18 }) });

/** What a process of its own found out. */
type Measured = { records: number; seconds: number; plainSeconds: number; peakMb: number };

async function timed(work: () => Promise<number>): Promise<[records: number, seconds: number]> {
  const started = performance.now();
  const records = await work();
  return [records, (performance.now() - started) / 1000];
}

async function parse({ format }: MadeLog, file: string): Promise<number> {
  const setting = { fingerprint: makeFingerprint(new Uint8Array(32).fill(1)), name: 'bench' };
  let accepted = 0;
  for await (const record of readFacts(importerOf(format)!, [inputFile(raw(file))], setting).records) if (record.ok) accepted++;
  return accepted;
}

async function load(file: string): Promise<number> {
  return withContext(async (ctx) => {
    const done = await importFiles(ctx, { files: [raw(file)], name: path.basename(file).split('-')[0]! });
    if (!done.ok) throw new Error(done.error.message);
    return done.value.files.reduce((sum, { accepted }) => sum + accepted, 0);
  });
}

async function withContext<T>(work: (ctx: OpenContext) => Promise<T>): Promise<T> {
  const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
  return work(ctx).finally(() => ctx.close());
}

/** In a process of its own, under the limit: prints what it measured. */
async function measure(log: MadeLog, what: 'parse' | 'import', file: string): Promise<void> {
  const [, plainSeconds] = await timed(() => log.plain.read(raw(file)));
  const [records, seconds] = await timed(() => (what === 'parse' ? parse(log, file) : load(file)));
  console.log(JSON.stringify({ records, seconds, plainSeconds, peakMb: process.resourceUsage().maxRSS / 1000 } satisfies Measured));
}

function measured(main: string, what: 'parse' | 'import', file: string, heapMb: number): Measured {
  const done = spawnSync(process.execPath, [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=8', main, what, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (done.status !== 0) throw new Error(`${what} of ${path.basename(file)} did not fit: the process ended with ${done.status ?? done.signal}`);
  const said: Measured = JSON.parse(done.stdout);
  return said;
}

/** All that figures are made of. */
const rollUps = (ctx: OpenContext, source: string) =>
  ctx.database.pool
    .query(
      `SELECT count(*) AS rows, sum(u.count) AS uses, md5(string_agg(concat_ws(' ', u.day, u.credential_id, u.action, u.outcome, u.address, u.count), ',' ORDER BY u.id)) AS said
       FROM usage u JOIN import i ON i.id = u.seen_from JOIN source s ON s.id = i.source_id WHERE s.name = $1`,
      [source],
    )
    .then(({ rows: [row] }) => row as { rows: string; uses: string; said: string });

async function compare(log: MadeLog, main: string, count: number, heapMb: number): Promise<void> {
  const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-bench-'));
  if (process.getuid?.() === 0) fs.chmodSync(home, 0o711); // root's PostgreSQL runs as another user, who must get through
  process.env.KEYBLAST_HOME = home;
  delete process.env.DATABASE_URL;
  const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
  try {
    const [tenth, all, again] = ['tenth-1', 'all-1', 'all-2'].map((name) => path.join(home, name + log.ending)) as [string, string, string];
    write(log, tenth, Math.round(count / 10));
    write(log, all, count);
    write(log, again, count, true);
    for (const what of ['parse', 'import'] as const) {
      const [small, large] = [measured(main, what, tenth, heapMb), measured(main, what, all, heapMb)];
      for (const { records, seconds, plainSeconds, peakMb } of [small, large])
        console.log(
          `${what.padEnd(6)} ${records.toLocaleString('en').padStart(9)} records: peak ${peakMb.toFixed(0)} MB under a heap of ${heapMb} MB, ${Math.round(records / seconds).toLocaleString('en')} records a second, ${(seconds / plainSeconds).toFixed(1)} x ${log.plain.what}`,
        );
      console.log(`${what.padEnd(6)} memory for ten times the records: ${(large.peakMb / small.peakMb).toFixed(2)} times`);
    }
    const before = await rollUps(ctx, log.source('all'));
    measured(main, 'import', all, heapMb);
    measured(main, 'import', again, heapMb);
    const after = await rollUps(ctx, log.source('all'));
    console.log(`${Number(before.uses).toLocaleString('en')} uses in ${Number(before.rows).toLocaleString('en')} roll-ups`);
    if (JSON.stringify(before) !== JSON.stringify(after) || Number(before.uses) !== count)
      throw new Error(`imported again, the roll-ups are others: ${JSON.stringify({ before, after })}`);
    console.log('the same file, and the same events in another file: no figure changed');
  } finally {
    await ctx.close('now');
    while (fs.existsSync(path.join(home, 'keeper.lock'))) await sleep(50); // the server's last act
    for (const folder of [outsideFolder(), home]) fs.rmSync(folder, { recursive: true, force: true });
  }
}
