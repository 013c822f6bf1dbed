/**
 * What a recursive query of PostgreSQL takes to find what a vertex reaches, in a server of its own: node bench/peers/cte.ts FOLDER, where edges.bin holds pairs of vertices and sample.bin the
 * sources, as 64-bit numbers. The table is indexed by where edges lead from, analysed and in memory. Prints the seconds of three rounds and how many vertices each source reaches.
 */
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { openContext } from '../../lib/services/openContext.ts';
import { openPool } from '../../lib/store/database.ts';
import { outsideFolder } from '../../lib/store/postgres/place.ts';

const folder = process.argv[2] ?? '.';
const home = path.join(folder, 'home');
fs.mkdirSync(home, { recursive: true });
if (process.getuid?.() === 0) for (const each of [folder, home]) fs.chmodSync(each, 0o711); // root's PostgreSQL runs as another user, who must get through
process.env.KEYBLAST_HOME = home;
process.env.KEYBLAST_LINGER_MS = '500';
delete process.env.DATABASE_URL;

/** 64-bit numbers below 2^32. */
function numbers(file: string): Uint32Array {
  const words = fs.readFileSync(path.join(folder, file));
  return new Uint32Array(words.buffer, words.byteOffset, words.byteLength / 4).filter((_, i) => i % 2 === 0);
}

function* lines(pairs: Uint32Array): Generator<string> {
  let text = '';
  for (let i = 0; i < pairs.length; i += 2) {
    text += `${pairs[i]}\t${pairs[i + 1]}\n`;
    if (text.length < 1 << 16) continue;
    yield text;
    text = '';
  }
  yield text;
}

const query = `WITH RECURSIVE reached (vertex) AS (SELECT $1::int UNION SELECT e.head FROM reached r JOIN bench_edge e ON e.tail = r.vertex)
  SELECT count(*)::int AS reached FROM reached`;

const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
try {
  const owner = openPool(ctx.ownerUrl);
  const client = await owner.pool.connect();
  await client.query('CREATE UNLOGGED TABLE bench_edge (tail int, head int)');
  await pipeline(Readable.from(lines(numbers('edges.bin'))), client.query(copyFrom('COPY bench_edge FROM STDIN')));
  await client.query('CREATE INDEX ON bench_edge (tail, head)');
  await client.query('VACUUM ANALYZE bench_edge');
  const sources = numbers('sample.bin');
  const seconds: number[] = [];
  let reached: number[] = [];
  for (let round = 0; round < 3; round++) {
    reached = [];
    const begun = performance.now();
    for (const source of sources) reached.push((await client.query<{ reached: number }>({ name: 'reached', text: query, values: [source] })).rows[0]!.reached);
    seconds.push((performance.now() - begun) / 1000);
  }
  client.release();
  await owner.close();
  console.log(JSON.stringify({ seconds, reached }));
} finally {
  await ctx.close('now');
  while (fs.existsSync(path.join(home, 'keeper.lock'))) await sleep(50); // the server's last act
  fs.rmSync(outsideFolder(), { recursive: true, force: true });
}
