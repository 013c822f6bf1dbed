import { nodeKinds } from '../model/facts.ts';
import { eachPlace, type FindingCounts, type FindingRow } from '../model/findings.ts';
import { type Priority, priorities } from '../model/priority.ts';
import type { Database } from './database.ts';

/** Where a page begins: behind the finding of this severity, subject and rule. */
export type After = { severity: number; place: number; rule: number };
export type FindingQuestion = {
  analysis: number;
  /** Places of rules, by the scenario that says how urgent theirs are. */
  rules: { leak: readonly number[]; takeover: readonly number[] };
  /** Indexes in priorities, ascending, with the most findings that there can be of each: the counts are known. */
  severities: readonly { severity: number; count: number }[];
  /** Absent: all. A system or environment that is null is what has none. */
  systems?: readonly string[];
  environments?: readonly (string | null)[];
  /** Owners of subjects, null what has none; absent: all. */
  owners?: readonly (string | null)[];
  /** Database ids of subjects; absent: all. */
  nodes?: readonly number[];
  after?: After;
  limit: number;
};
/** A finding by the place of its rule. */
export type StoredFinding = Omit<FindingRow, 'rule'> & { rule: number; after: After };

type Row = {
  place: number;
  node_id: number | null;
  hits: string;
  low: string;
  high: string;
  since: number[];
  system: string;
  environment: string | null;
  key: string | null;
  name: string | null;
  kind: number | null;
  owner: string | null;
};

/** A page of findings, the most urgent first, then by subject and rule. Reads the rows of subjects once for each severity that the page touches, at most. */
export async function readFindings(database: Database, question: FindingQuestion): Promise<StoredFinding[]> {
  const cells = await cellsOf(database, question);
  const found: StoredFinding[] = [];
  const times = await timesOf(database);
  for (const { severity, count } of question.severities) {
    const { after, limit } = question;
    if (after && severity < after.severity) continue;
    const within = after?.severity === severity ? after : undefined;
    const rows = await readSeverity(database, question, {
      severity,
      cells,
      from: within?.place ?? 0,
      limit: Math.min(count, limit - found.length + (within ? 1 : 0)),
    });
    for (const row of rows) {
      const hits = BigInt(row.hits);
      eachPlace(Number(hits & 0xffffffffn), Number(hits >> 32n), (rule) => {
        if (within && row.place === within.place && rule <= within.rule) return;
        if (found.length < limit) found.push(findingOf(row, rule, severity, times));
      });
    }
    if (found.length >= limit) break;
  }
  return found;
}

const wordOf = (places: readonly number[]): string => places.reduce((word, place) => word | (1n << BigInt(place)), 0n).toString();

type Part = { severity: number; cells: readonly number[] | null; from: number; limit: number };

async function readSeverity({ pool }: Database, { analysis, rules, nodes, owners }: FindingQuestion, { severity, cells, from, limit }: Part): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `${ownedSql('$9', '$10')} SELECT h.place, h.node_id, h.hits, h.rules & 4294967295 AS low, h.rules >> 32 AS high, h.since, c.system, c.environment, n.key, n.name, n.kind, n.owner
    FROM (
      SELECT f.*, CASE WHEN f.leak = $2 THEN f.rules & $3::bigint ELSE 0 END | CASE WHEN f.takeover = $2 THEN f.rules & $4::bigint ELSE 0 END AS hits
      FROM finding f
      WHERE f.analysis_id = $1 AND f.place >= $5 AND (f.leak = $2 AND f.rules & $3::bigint <> 0 OR f.takeover = $2 AND f.rules & $4::bigint <> 0)
        AND ($6::integer[] IS NULL OR f.cell = ANY($6)) AND ($7::integer[] IS NULL OR f.node_id = ANY($7)) ${owners ? `AND ${isOwned('$10')}` : ''}
      ORDER BY f.place LIMIT $8) h
      JOIN finding_cell c ON c.analysis_id = $1 AND c.cell = h.cell LEFT JOIN node n ON n.id = h.node_id
    ORDER BY h.place`,
    [analysis, severity, wordOf(rules.leak), wordOf(rules.takeover), from, cells, nodes ?? null, limit, ...ownerValues(owners)],
  );
  return rows;
}

function findingOf(row: Row, rule: number, severity: number, times: Map<number, string>): StoredFinding {
  const places: number[] = [];
  eachPlace(Number(row.low), Number(row.high), (place) => places.push(place));
  const since = row.since[places.indexOf(rule)]!;
  return {
    rule,
    severity: priorities[severity]!,
    subject: {
      ...(row.node_id !== null && { id: String(row.node_id) }),
      key: row.key ?? row.system,
      kind: row.kind === null ? 'system' : nodeKinds[row.kind]!,
      ...(row.name !== null && { name: row.name }),
    },
    system: row.system,
    ...(row.environment !== null && { environment: row.environment }),
    ...(row.owner !== null && { owner: row.owner }),
    since: { analysis: since, at: times.get(since)! },
    after: { severity, place: row.place, rule },
  };
}

/** By analysis, the time that it is as of. */
async function timesOf({ pool }: Database): Promise<Map<number, string>> {
  const { rows } = await pool.query<{ id: number; as_of: Date }>('SELECT id, as_of FROM analysis');
  return new Map(rows.map(({ id, as_of }) => [id, as_of.toISOString()]));
}

/** Numbers of the cells that are asked for; null where all are. */
async function cellsOf({ pool }: Database, { analysis, systems, environments }: FindingQuestion): Promise<number[] | null> {
  if (!systems && !environments) return null;
  const { rows } = await pool.query<{ cell: number }>(
    `SELECT cell FROM finding_cell WHERE analysis_id = $1 AND ($2::text[] IS NULL OR system = ANY($2))
      AND ($3::text[] IS NULL OR environment = ANY($3) OR environment IS NULL AND $4)`,
    [analysis, systems ?? null, environments?.filter((name) => name !== null) ?? null, environments?.includes(null) ?? false],
  );
  return rows.map(({ cell }) => cell);
}

/** The nodes of some owners, looked up once and not at each finding. @param names, without places of the owners, and of whether those without one are meant too */
const ownedSql = (names: string, without: string): string =>
  `WITH owned AS MATERIALIZED (SELECT id FROM node WHERE in_use AND (owner = ANY(${names}::text[]) OR ${without}::boolean AND owner IS NULL))`;
/** A system has no owner. */
const isOwned = (without: string): string => `(f.node_id IN (SELECT id FROM owned) OR ${without}::boolean AND f.node_id IS NULL)`;
const ownerValues = (owners: FindingQuestion['owners']): [string[], boolean] => [owners?.flatMap((name) => name ?? []) ?? [], owners?.includes(null) ?? false];

/** Counts by the place of the rule. */
export type PlaceCounts = Omit<FindingCounts, 'rule'> & { rule: number };

/** The same counts of some owners only, read off the rows of their subjects. @param ofTakeover places of rules whose severity is that of the takeover */
export async function countFindingsOf(
  { pool }: Database,
  analysis: number,
  { owners, ofTakeover }: { owners: readonly (string | null)[]; ofTakeover: ReadonlySet<number> },
): Promise<PlaceCounts[]> {
  const { rows } = await pool.query<Pick<Row, 'system' | 'environment' | 'low' | 'high' | 'since'> & { leak: number; takeover: number; count: number }>(
    `${ownedSql('$2', '$3')} SELECT c.system, c.environment, f.rules & 4294967295 AS low, f.rules >> 32 AS high, f.leak, f.takeover, f.since, count(*)::int AS count
     FROM finding f JOIN finding_cell c USING (analysis_id, cell) WHERE f.analysis_id = $1 AND ${isOwned('$3')} GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    [analysis, ...ownerValues(owners)],
  );
  return rows.flatMap(({ system, environment, low, high, leak, takeover, since, count }) => {
    const counts: PlaceCounts[] = [];
    eachPlace(Number(low), Number(high), (rule) => {
      const severity = priorities[ofTakeover.has(rule) ? takeover : leak]!;
      const fresh = since[counts.length] === analysis ? count : 0;
      counts.push({ rule, severity, system, ...(environment !== null && { environment }), count, fresh });
    });
    return counts;
  });
}

/** How many findings there are of each rule, severity, system and environment: a sum of any of them is a count of findings. `rule` is the place of it. */
export async function countFindings({ pool }: Database, analysis: number): Promise<PlaceCounts[]> {
  const { rows } = await pool.query<{ rule: number; severity: number; system: string; environment: string | null; count: number; fresh: number }>(
    'SELECT k.rule, k.severity, c.system, c.environment, k.count, k.fresh FROM finding_count k JOIN finding_cell c USING (analysis_id, cell) WHERE analysis_id = $1',
    [analysis],
  );
  return rows.map(({ severity, environment, ...row }) => ({
    ...row,
    severity: priorities[severity] as Priority,
    ...(environment !== null && { environment }),
  }));
}
