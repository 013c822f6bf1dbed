import { attributionDays } from '../model/attribution.ts';
import { actionClasses, outcomes } from '../model/facts.ts';
import type { CredentialUse, UseLane } from '../model/use.ts';
import type { Database } from './database.ts';

const mostLanes = 12;
const mostActions = 2000;
const denied = `CASE WHEN u.outcome = ${outcomes.indexOf('denied')} THEN u.count ELSE 0 END`;
const from = `$2::timestamptz - interval '${attributionDays} days'`;
const used = `FROM usage u JOIN name n ON n.id = u.credential_id WHERE n.node_id = $1 AND u.gone_at IS NULL AND u.day >= (${from})::date AND u.last_at > ${from} AND u.first_at <= $2`;

/** The lane of a use, by the same order as attribution (docs/metrics.md, "Attribution"). */
const by = `CASE WHEN u.instance IS NOT NULL THEN 'instance' WHEN u.network IS NOT NULL THEN 'network' WHEN u.address IS NOT NULL THEN 'address' ELSE 'nothing' END`;
const text = `coalesce(u.instance, u.network, u.address)`;

type LaneRow = {
  by: UseLane['by'];
  text: string | null;
  day: string;
  count: string;
  denied: string;
  proven: boolean;
  first: Date;
  last: Date;
  place: string;
  lane_count: string;
};

/**
 * Use of one credential in the days before `until`, by lane and day, and what for.
 * @param id of its node
 */
export async function readUse({ pool }: Database, id: number, until: Date): Promise<CredentialUse> {
  const [{ rows: laneRows }, { rows: actionRows }, { rows: coverage }] = await Promise.all([
    pool.query<LaneRow>(
      `WITH daily AS (SELECT ${by} AS by, ${text} AS text, to_char(u.day, 'YYYY-MM-DD') AS day, sum(u.count) AS count, sum(${denied}) AS denied, bool_and(u.proof IS NOT NULL) AS proven,
          min(u.first_at) AS first, max(u.last_at) AS last ${used} GROUP BY 1, 2, 3),
        lane AS (SELECT by, text, sum(count) AS lane_count, row_number() OVER (ORDER BY sum(count) DESC, by, text) AS place FROM daily GROUP BY by, text)
      SELECT d.by, d.text, d.day, d.count, d.denied, d.proven, d.first, d.last, l.place, l.lane_count
      FROM daily d JOIN lane l ON l.by = d.by AND l.text IS NOT DISTINCT FROM d.text ORDER BY l.place, d.day`,
      [id, until],
    ),
    pool.query<{ class: number | null; action: string | null; resource: number | null; count: string; last: Date }>(
      `SELECT u.class, u.action, r.node_id AS resource, sum(u.count) AS count, max(u.last_at) AS last
      FROM usage u JOIN name n ON n.id = u.credential_id LEFT JOIN name r ON r.id = u.resource_id
      WHERE n.node_id = $1 AND u.gone_at IS NULL AND u.day >= (${from})::date AND u.last_at > ${from} AND u.first_at <= $2 AND u.outcome IS DISTINCT FROM ${outcomes.indexOf('denied')}
      GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT ${mostActions}`,
      [id, until],
    ),
    pool.query(
      `SELECT FROM coverage c JOIN node n ON n.id = $1 AND n.system = c.system WHERE c.gone_at IS NULL AND c.to_time > ${from} AND c.from_time <= $2
        AND EXISTS (SELECT FROM unnest(c.what) w WHERE w ~* '\\mlogs?\\M' AND w !~* 'missing') LIMIT 1`,
      [id, until],
    ),
  ]);
  const lanes = lanesOf(laneRows);
  const shown = lanes.slice(0, mostLanes);
  const sum = (of: readonly UseLane[]): number => of.reduce((total, { count }) => total + count, 0);
  return {
    from: new Date(until.getTime() - attributionDays * 86_400_000).toISOString(),
    until: until.toISOString(),
    count: sum(lanes),
    lanes: shown,
    others: { lanes: lanes.length - shown.length, count: sum(lanes) - sum(shown) },
    covered: coverage.length > 0,
    actions: actionRows.map((row) => ({
      ...(row.class !== null && { class: actionClasses[row.class]! }),
      ...(row.action !== null && { action: row.action }),
      ...(row.resource !== null && { resource: String(row.resource) }),
      count: Number(row.count),
      last: row.last.toISOString(),
    })),
  };
}

/** Rows come by lane and day. */
function lanesOf(rows: readonly LaneRow[]): UseLane[] {
  const lanes = new Map<string, UseLane>();
  for (const row of rows) {
    const lane = lanes.get(row.place) ?? {
      by: row.by,
      ...(row.text !== null && { text: row.text }),
      proven: true,
      count: Number(row.lane_count),
      denied: 0,
      first: row.first.toISOString(),
      last: row.last.toISOString(),
      days: [],
    };
    lane.proven &&= row.proven;
    lane.denied += Number(row.denied);
    if (row.first.toISOString() < lane.first) lane.first = row.first.toISOString();
    if (row.last.toISOString() > lane.last) lane.last = row.last.toISOString();
    lane.days.push({ day: row.day, count: Number(row.count), denied: Number(row.denied) });
    lanes.set(row.place, lane);
  }
  return [...lanes.values()];
}
