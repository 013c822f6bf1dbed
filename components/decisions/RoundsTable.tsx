import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import type { Recertification } from '../../lib/model/recertification.ts';
import remediation from '../remediation/remediation.module.css';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { roundHref } from './decisionLinks.ts';
import classes from './decisions.module.css';

/** Rounds of recertification with their progress. */
export function RoundsTable({ rounds }: { rounds: Recertification[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Owner</th>
            <th scope="col">Due</th>
            <th scope="col">Answered</th>
            <th scope="col" className={table.roomy}>
              Begun by
            </th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round) => (
            <tr key={round.id}>
              <td>
                <Link prefetch={false} href={roundHref(round.id)} className={remediation.name}>
                  {round.owner}
                </Link>
                {round.note && <div className={table.sub}>{round.note}</div>}
              </td>
              <td>
                <Time at={round.due} dateOnly />
                {round.overdue && <div className={table.warn}>overdue</div>}
                {round.closedAt && <div className={table.sub}>closed</div>}
              </td>
              <td>
                <Progress round={round} />
              </td>
              <td className={table.roomy}>{round.startedBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How much of a round is answered, and how. */
export function Progress({ round: { items, counts } }: { round: Pick<Recertification, 'items' | 'counts'> }) {
  const part = (count: number) => ({ width: `${items > 0 ? (100 * count) / items : 0}%` });
  return (
    <>
      <div className={classes.progress} aria-hidden="true">
        <span className={classes.confirmed} style={part(counts.confirmed)} />
        <span className={classes.changing} style={part(counts['to be changed'])} />
      </div>
      <div className={table.sub}>
        {formatCount(counts.confirmed)} confirmed, {formatCount(counts['to be changed'])} to be changed, {formatCount(counts.waiting)} of {formatCount(items)}{' '}
        waiting
      </div>
    </>
  );
}
