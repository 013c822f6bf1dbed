/**
 * Memory and speed of importing access logs: `node bench/accessLog.ts [LINES, default 1000000] [MB of heap, default 64]`. A tenth of the lines and all of them are read, and
 * imported into a scratch database, each in a process of its own under the same limit of its heap: what grows with the file would not fit. Beside the seconds of each, in the same process, those of
 * reading the same file's lines. Then the same events come once more, in a file of other bytes: no figure may change.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inputFile, type RawFile } from '../lib/importers/inputFile.ts';
import { readFacts } from '../lib/importers/readFacts.ts';
import { readLines } from '../lib/importers/readLines.ts';
import { importerOf } from '../lib/importers/registry.ts';
import { makeFingerprint } from '../lib/model/fingerprint.ts';
import { importFiles } from '../lib/services/importFiles.ts';
import { type OpenContext, openContext } from '../lib/services/openContext.ts';
import { outsideFolder } from '../lib/store/postgres/place.ts';

const header = 'time,event_id,credential,identity,method,path,status,address,user_agent,system\n';
const now = Date.now();

/** One line of a gateway's log: some ten thousand keys, each mostly from one address, over the last twenty days. */
function line(at: number): string {
  const key = (at * 7919) % 10_007;
  const time = new Date(now - 86_400_000 - ((at * 104_729) % (20 * 86_400)) * 1000).toISOString();
  const address = at % 50 === 0 ? `203.0.113.${at % 250}` : `10.0.${key >> 8}.${key & 255}`;
  const [method, status] = [at % 3 === 0 ? 'POST' : 'GET', at % 97 === 0 ? 403 : 200];
  return `${time},event-${at},key-${key},agent-${key},${method},/v1/messages/${at},${status},${address},agent/1.${key % 5},bench\n`;
}

/** @param backwards the same lines, the last first */
function write(file: string, lines: number, backwards = false): void {
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, header);
  for (let at = 0; at < lines; at += 1000)
    fs.writeSync(out, Array.from({ length: Math.min(1000, lines - at) }, (_, step) => line(backwards ? lines - 1 - at - step : at + step)).join(''));
  fs.closeSync(out);
}

const raw = (file: string): RawFile => ({ name: path.basename(file), open: () => fs.createReadStream(file, { highWaterMark: 1 << 18 }) });

/** What a process of its own found out. */
type Measured = { lines: number; seconds: number; plainSeconds: number; peakMb: number };

async function timed(work: () => Promise<number>): Promise<[lines: number, seconds: number]> {
  const started = performance.now();
  const lines = await work();
  return [lines, (performance.now() - started) / 1000];
}

async function plain(file: string): Promise<number> {
  let cells = 0;
  for await (const { text } of readLines(inputFile(raw(file)))) cells += text.split(',').length;
  return cells;
}

async function parse(file: string): Promise<number> {
  const setting = { fingerprint: makeFingerprint(new Uint8Array(32).fill(1)), name: 'bench' };
  let accepted = 0;
  for await (const record of readFacts(importerOf('access-log')!, [inputFile(raw(file))], setting).records) if (record.ok) accepted++;
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
async function measure(what: 'parse' | 'import', file: string): Promise<void> {
  const [, plainSeconds] = await timed(() => plain(file));
  const [lines, seconds] = await timed(() => (what === 'parse' ? parse(file) : load(file)));
  console.log(JSON.stringify({ lines, seconds, plainSeconds, peakMb: process.resourceUsage().maxRSS / 1000 } satisfies Measured));
}

function measured(what: 'parse' | 'import', file: string, heapMb: number): Measured {
  const done = spawnSync(process.execPath, [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=8', import.meta.filename, what, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (done.status !== 0) throw new Error(`${what} of ${path.basename(file)} did not fit: the process ended with ${done.status ?? done.signal}`);
  const said: Measured = JSON.parse(done.stdout);
  return said;
}

/** All that figures are made of. */
const rollUps = (ctx: OpenContext) =>
  ctx.database.pool
    .query(
      `SELECT count(*) AS rows, sum(u.count) AS uses, md5(string_agg(concat_ws(' ', u.day, u.credential_id, u.action, u.outcome, u.address, u.count), ',' ORDER BY u.id)) AS said
       FROM usage u JOIN import i ON i.id = u.seen_from JOIN source s ON s.id = i.source_id WHERE s.name = 'access-log:all'`,
    )
    .then(({ rows: [row] }) => row as { rows: string; uses: string; said: string });

async function compare(lines: number, heapMb: number): Promise<void> {
  const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-bench-'));
  if (process.getuid?.() === 0) fs.chmodSync(home, 0o711); // root's PostgreSQL runs as another user, who must get through
  process.env.KEYBLAST_HOME = home;
  delete process.env.DATABASE_URL;
  const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
  try {
    const [tenth, all, again] = ['tenth-1.csv', 'all-1.csv', 'all-2.csv'].map((name) => path.join(home, name)) as [string, string, string];
    write(tenth, Math.round(lines / 10));
    write(all, lines);
    write(again, lines, true);
    for (const what of ['parse', 'import'] as const) {
      const [small, large] = [measured(what, tenth, heapMb), measured(what, all, heapMb)];
      for (const { lines: read, seconds, plainSeconds, peakMb } of [small, large])
        console.log(
          `${what.padEnd(6)} ${read.toLocaleString('en').padStart(9)} lines: peak ${peakMb.toFixed(0)} MB under a heap of ${heapMb} MB, ${Math.round(read / seconds).toLocaleString('en')} lines a second, ${(seconds / plainSeconds).toFixed(1)} x reading and splitting them`,
        );
      console.log(`${what.padEnd(6)} memory for ten times the lines: ${(large.peakMb / small.peakMb).toFixed(2)} times`);
    }
    const before = await rollUps(ctx);
    measured('import', all, heapMb);
    measured('import', again, heapMb);
    const after = await rollUps(ctx);
    console.log(`${Number(before.uses).toLocaleString('en')} uses in ${Number(before.rows).toLocaleString('en')} roll-ups`);
    if (JSON.stringify(before) !== JSON.stringify(after) || Number(before.uses) !== lines)
      throw new Error(`imported again, the roll-ups are others: ${JSON.stringify({ before, after })}`);
    console.log('the same file, and the same events in another file: no figure changed');
  } finally {
    await ctx.close('now');
    while (fs.existsSync(path.join(home, 'keeper.lock'))) await sleep(50); // the server's last act
    for (const folder of [outsideFolder(), home]) fs.rmSync(folder, { recursive: true, force: true });
  }
}

const [first, second] = process.argv.slice(2);
if (first === 'parse' || first === 'import') await measure(first, second!);
else await compare(Number(first ?? 1_000_000), Number(second ?? 64));
