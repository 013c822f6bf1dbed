import type { PoolClient } from 'pg';
import type { Fact } from '../model/facts.ts';
import type { Counts } from '../model/importReport.ts';
import type { FactSet, OpenedSet } from './factSet.ts';

/** One source of one set, numbered as in the stages. The set's own source has no `tag`: its name is known when the set has been read. */
type Tagged = { sourceNo: number; set: number; tag?: string; rank?: number; newestMs: number; facts: number };

/** Keeps apart, while a batch is read, which source each fact belongs to and how new its data are. */
export class BatchSources {
  private readonly byTag = new Map<string, Tagged>();
  private readonly nowMs: number;
  readonly all: Tagged[] = [];

  constructor(now: Date) {
    this.nowMs = now.getTime();
  }

  /** The number of the source that a fact belongs to. */
  numberOf(set: number, fact: Fact): number {
    const tag = fact.source?.name;
    const key = tag === undefined ? String(set) : `${set} ${tag}`;
    let source = this.byTag.get(key);
    if (!source) {
      source = { sourceNo: this.all.length, set, newestMs: Number.NEGATIVE_INFINITY, facts: 0, ...(tag !== undefined && { tag }) };
      this.byTag.set(key, source);
      this.all.push(source);
    }
    source.facts++;
    const rank = fact.source?.rank;
    if (rank !== undefined && rank > (source.rank ?? -1)) source.rank = rank;
    for (const time of observations(fact)) {
      const ms = Date.parse(time);
      if (ms <= this.nowMs && ms > source.newestMs) source.newestMs = ms;
    }
    return source.sourceNo;
  }

  /** A set that says nothing still is a snapshot of its own source. */
  ensureOwn(set: number): void {
    if (this.all.some((source) => source.set === set)) return;
    const source = { sourceNo: this.all.length, set, newestMs: Number.NEGATIVE_INFINITY, facts: 0 };
    this.byTag.set(String(set), source);
    this.all.push(source);
  }
}

/** Times at which something was seen: the newest is how new the data are, where the importer has no word on it. */
function observations(fact: Fact): string[] {
  if (fact.fact === 'usage') return [fact.at];
  if (fact.fact === 'credential') return [fact.created, fact.rotated, fact.lastUsed].filter((time) => time !== undefined);
  if (fact.fact === 'coverage') return [fact.to];
  if (fact.fact === 'sighting' || fact.fact === 'gone') return fact.at === undefined ? [] : [fact.at];
  return [];
}

/** A source's import, before and after it is applied. */
export type SourceImport = {
  importId: number;
  sourceId: number;
  source: string;
  sourceNos: number[];
  format: string;
  mode: 'snapshot' | 'increment';
  complete: boolean;
  dataTime: Date;
  facts: number;
  nodes: Counts;
  edges: Counts;
};

export type ReadSet = { set: FactSet; opened: OpenedSet; fileSet: number; rejected: number; warnings: Record<string, number> };

/**
 * One import row for each source of the batch, in the order of their names; sources that are new get a row too.
 * @param confirmed a person has accepted them as they are: they count as complete
 * @param takenAt when the files were taken, as a person says who knows it
 */
export async function insertImports(
  client: PoolClient,
  batchId: number,
  now: Date,
  sets: readonly ReadSet[],
  sources: BatchSources,
  confirmed: boolean,
  takenAt?: Date,
): Promise<SourceImport[]> {
  const bySource = new Map<string, Tagged[]>();
  for (const source of sources.all) {
    const name = source.tag ?? sets[source.set]!.opened.source;
    bySource.set(name, [...(bySource.get(name) ?? []), source]);
  }
  const imports: SourceImport[] = [];
  for (const name of [...bySource.keys()].sort()) imports.push(await insertImport(client, batchId, now, name, bySource.get(name)!, sets, confirmed, takenAt));
  return imports;
}

async function insertImport(
  client: PoolClient,
  batchId: number,
  now: Date,
  name: string,
  parts: readonly Tagged[],
  sets: readonly ReadSet[],
  confirmed: boolean,
  takenAt?: Date,
): Promise<SourceImport> {
  const read = [...new Set(parts.map((part) => part.set))].map((set) => sets[set]!);
  const { set, fileSet } = read[0]!;
  const given = Math.max(...parts.map((part) => part.rank ?? -1));
  const { id: sourceId, rank } = await ensureSource(client, name, given >= 0 ? given : undefined, Math.max(...read.map((one) => one.set.rank)));
  const mode = read.every((one) => one.opened.mode === 'snapshot') ? 'snapshot' : 'increment';
  const complete = confirmed || read.every((one) => one.opened.complete);
  const dataTime = new Date(Math.max(...parts.map((part) => dataTimeMs(part, sets[part.set]!.opened, now, takenAt))));
  const facts = parts.reduce((sum, part) => sum + part.facts, 0);
  const own = parts.filter((part) => part.tag === undefined).map((part) => sets[part.set]!);
  const warnings = Object.assign({}, ...own.map((one) => one.warnings));
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO import (batch_id, source_id, format, importer_version, given_name, digest, rank, mode, complete, data_time, imported_at, state, file_set, accepted, rejected, warnings)
     VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8, $9, $10, $11, 'applied', $12, $13, $14, $15) RETURNING id`,
    [
      batchId,
      sourceId,
      set.format,
      set.importerVersion,
      set.givenName,
      set.digest,
      rank,
      mode,
      complete,
      dataTime,
      now,
      fileSet,
      facts,
      own.reduce((sum, one) => sum + one.rejected, 0),
      warnings,
    ],
  );
  const none = { added: 0, changed: 0, gone: 0 };
  const sourceNos = parts.map((part) => part.sourceNo);
  return { importId: rows[0]!.id, sourceId, source: name, sourceNos, format: set.format, mode, complete, dataTime, facts, nodes: none, edges: none };
}

/** The time that the files say themselves, else a person's word, else the newest time in the data, else the import's; never in the future, where nothing could be newer. */
function dataTimeMs(part: Tagged, opened: OpenedSet, now: Date, takenAt?: Date): number {
  if (opened.dataTime !== undefined && opened.dataTime !== 'import') return Math.min(Date.parse(opened.dataTime), now.getTime());
  if (takenAt) return takenAt.getTime();
  if (opened.dataTime === 'import') return now.getTime();
  return part.newestMs === Number.NEGATIVE_INFINITY ? now.getTime() : part.newestMs;
}

/** The source by its name; its rank is what its records say, else what it had, else its format's. */
export async function ensureSource(client: PoolClient, name: string, given: number | undefined, otherwise: number): Promise<{ id: number; rank: number }> {
  const { rows } = await client.query<{ id: number; rank: number }>('SELECT id, rank FROM source WHERE name = $1', [name]);
  const known = rows[0];
  if (known) return { id: known.id, rank: given ?? known.rank };
  const made = await client.query<{ id: number }>('INSERT INTO source (name, rank) VALUES ($1, $2) RETURNING id', [name, given ?? otherwise]);
  return { id: made.rows[0]!.id, rank: given ?? otherwise };
}

/** Brings what a source row says of its imports up to date: rank and data time are those of its newest data. Where every record was rejected there are none. */
export async function refreshSources(client: PoolClient): Promise<void> {
  await client.query(`UPDATE source s SET rank = coalesce(n.rank, s.rank), data_time = n.data_time
    FROM source o LEFT JOIN LATERAL (SELECT i.rank, i.data_time FROM import i WHERE i.source_id = o.id AND i.state = 'applied' AND (i.accepted > 0 OR i.rejected = 0)
      ORDER BY i.data_time DESC, i.id DESC LIMIT 1) n ON true
    WHERE o.id = s.id AND (s.rank, s.data_time) IS DISTINCT FROM (coalesce(n.rank, s.rank), n.data_time)`);
}
