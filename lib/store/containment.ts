import type { PoolClient } from 'pg';
import { type Containment, type ContainmentGroup, type ContainmentReport, containmentOf, type Spell } from '../model/containment.ts';
import type { Control } from '../model/controls.ts';
import { bands } from '../model/weights.ts';

type Queries = Pick<PoolClient, 'query'>;

/** What ends a thief's use of a credential; the others narrow it, or keep the next one from leaking. */
const containing = ['revoke', 'rotate', 'workload-identity', 'bind'] as const satisfies readonly Control[];
/** T follows credentials of this band and above. */
const least = bands.indexOf('medium');

/**
 * One row a credential that a task of a containing control is about: when it was exposed (or first seen), when the first of these tasks found its path gone, if any did, its worst band, and whose task
 * it is. A node is one credential, however many names the tasks use for it.
 */
const spells = `SELECT coalesce(n.node_id, -s.name_id) AS id, min(s.exposed_at) AS exposed_at, min(s.gone_at) AS contained_at, max(s.band) AS band, (array_agg(t.owner ORDER BY t.id))[1] AS owner
  FROM task_subject s JOIN task t ON t.id = s.task_id JOIN name n ON n.id = s.name_id WHERE s.kind = 'credential' AND t.control IN (${containing.map((control) => `'${control}'`).join(', ')}) GROUP BY 1`;
const hours = `ceil(greatest(0, extract(epoch FROM coalesce(p.contained_at, $1) - p.exposed_at)) / 3600)::integer`;
const counts = 'count(p.contained_at)::integer AS contained, (count(*) - count(p.contained_at))::integer AS open';

/** Of band medium and above: what T may follow. */
export async function readMeasured(client: Queries, now: Date): Promise<Containment> {
  const { rows } = await client.query<Spell>(`SELECT ${hours} AS hours, ${counts} FROM (${spells}) p WHERE p.band >= ${least} GROUP BY 1`, [now]);
  return containmentOf(rows);
}

type Row = Spell & { grouping: number; band: number | null; owner: string | null; month: string | null };
const mostOwners = 50;

/** By band, owner and month of exposure. */
export async function readContainment(client: Queries, now: Date): Promise<ContainmentReport> {
  const { rows } = await client.query<Row>(
    `SELECT hours, band, owner, month, grouping(band, owner, month) AS grouping, sum(contained)::integer AS contained, sum(open)::integer AS open
     FROM (SELECT ${hours} AS hours, p.band, p.owner, to_char(p.exposed_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, ${counts} FROM (${spells}) p GROUP BY 1, 2, 3, 4) d
     GROUP BY GROUPING SETS ((hours, band), (hours, owner), (hours, month))`,
    [now],
  );
  const [byBand, byOwner, byMonth] = [3, 5, 6].map((set) => rows.filter(({ grouping }) => grouping === set)) as [Row[], Row[], Row[]]; // three sets
  return {
    all: containmentOf(byBand),
    measured: containmentOf(byBand.filter(({ band }) => band !== null && band >= least)),
    byBand: groups(byBand, ({ band }) => (band === null ? 'none' : bands[band]!)).sort((a, b) => rank(b.group) - rank(a.group)) as ContainmentReport['byBand'], // groups are named by bands
    byOwner: groups(byOwner, ({ owner }) => owner ?? 'nobody')
      .sort((a, b) => b.open + b.closures - a.open - a.closures || (a.group < b.group ? -1 : 1))
      .slice(0, mostOwners),
    byMonth: groups(byMonth, ({ month }) => month ?? '').sort((a, b) => (a.group < b.group ? 1 : -1)),
  };
}

const rank = (band: string): number => bands.indexOf(band as (typeof bands)[number]);

function groups(rows: readonly Row[], of: (row: Row) => string): ContainmentGroup[] {
  const grouped = Map.groupBy(rows, of);
  return [...grouped].map(([group, spellsOf]) => ({ group, ...containmentOf(spellsOf) }));
}
