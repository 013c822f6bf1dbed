import { ringsChart } from '../../lib/charts/rings.ts';
import type { NodeKind } from '../../lib/model/facts.ts';
import type { Ring } from '../../lib/model/figures.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import classes from './charts.module.css';
import { NumbersTable } from './NumbersTable.tsx';

const size = 280;
const words: Record<NodeKind, [string, string]> = {
  credential: ['credential', 'credentials'],
  identity: ['identity', 'identities'],
  workload: ['workload', 'workloads'],
  resource: ['store', 'stores'],
};
const kinds = Object.keys(words) as NodeKind[];

/** What is reached, a ring a hop, a mark a node. */
export function Rings({ rings, depth }: { rings: Ring[]; depth: number }) {
  const chart = ringsChart(rings, size);
  const reached = chart.lines.reduce((sum, { nodes }) => sum + nodes, 0);
  const count = (ring: Ring, kind: NodeKind) => ring.nodes.find((each) => each.kind === kind)?.count ?? 0;
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        className={classes.rings}
        role="img"
        aria-label={`It enters or speaks for ${plural(reached, 'node')} in ${plural(chart.lines.length, 'ring')}; depth ${depth}.`}
      >
        {chart.lines.map(({ hop, r }) => (
          <circle key={hop} cx={chart.centre} cy={chart.centre} r={r} className={classes.ring} />
        ))}
        {chart.lines.flatMap(({ hop, marks }) => marks.map(({ x, y, r, kind }) => <Mark key={`${hop}:${x}:${y}`} x={x} y={y} r={r} kind={kind} />))}
        <circle cx={chart.centre} cy={chart.centre} r="6" fill="var(--band-critical)" />
        <circle cx={chart.centre} cy={chart.centre} r="10" fill="none" stroke="var(--band-critical)" strokeOpacity=".4" />
      </svg>
      <ul className={classes.legend}>
        {kinds.map((kind) => (
          <li key={kind}>
            <svg viewBox="-5 -5 10 10" width="10" height="10" aria-hidden="true">
              <Mark x={0} y={0} r={4} kind={kind} />
            </svg>
            {words[kind][1]}
          </li>
        ))}
      </ul>
      {chart.perMark > 1 && <figcaption className={classes.caption}>One mark stands for up to {formatCount(chart.perMark)} nodes.</figcaption>}
      {chart.folded > 0 && <figcaption className={classes.caption}>The outermost ring stands for it and {plural(chart.folded, 'ring')} more.</figcaption>}
      <NumbersTable
        caption="What is reached by hop"
        head={['Hop', 'Identities', 'Workloads', 'Credentials', 'Stores', 'Permissions']}
        rows={rings.map((ring) => [
          String(ring.hop),
          ...(['identity', 'workload', 'credential', 'resource'] as const).map((kind) => formatCount(count(ring, kind))),
          formatCount(ring.permissions),
        ])}
      />
    </figure>
  );
}

/** Kinds differ in shape as well as in colour. */
function Mark({ x, y, r, kind }: { x: number; y: number; r: number; kind: NodeKind }) {
  if (kind === 'credential')
    return <path d={`M${x},${y - r * 1.25}L${x + r * 1.25},${y}L${x},${y + r * 1.25}L${x - r * 1.25},${y}Z`} fill="var(--band-critical)" />;
  if (kind === 'workload') return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} rx="1" fill="var(--class-execute)" />;
  if (kind === 'resource') return <circle cx={x} cy={y} r={r * 0.9} fill="var(--surface)" stroke="var(--class-read-secret)" strokeWidth="1.5" />;
  return <circle cx={x} cy={y} r={r} fill="var(--accent)" />;
}
