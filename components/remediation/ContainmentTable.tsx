import type { Containment } from '../../lib/model/containment.ts';
import { formatCount } from '../../lib/model/format.ts';
import table from '../Table.module.css';
import classes from './ContainmentTable.module.css';

type Row = Containment & { group: string; label?: React.ReactNode };

/** Median time to contain of each group beside T, with how many it is made of. @param most  the longest bar stands for so many days */
export function ContainmentTable({ rows, what, horizonDays, most }: { rows: Row[]; what: string; horizonDays: number; most: number }) {
  const part = (days: number): string => `${Math.min(100, (100 * days) / most)}%`;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col">Median days</th>
            <th scope="col" className={table.number}>
              Contained
            </th>
            <th scope="col" className={table.number}>
              Open
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, label, closures, open, medianDays }) => (
            <tr key={group}>
              <td>{label ?? group}</td>
              <td>
                <span className={classes.bar}>
                  <span className={classes.track} aria-hidden="true">
                    {medianDays !== undefined && <span className={classes.median} data-over={medianDays > horizonDays} style={{ width: part(medianDays) }} />}
                    <span className={classes.horizon} style={{ left: part(horizonDays) }} />
                  </span>
                  <span>{medianDays === undefined ? <span className={classes.none}>not yet half contained</span> : daysText(medianDays)}</span>
                </span>
              </td>
              <td className={table.number}>{formatCount(closures)}</td>
              <td className={table.number}>{formatCount(open)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A tenth of a day is enough below ten. */
export const daysText = (days: number): string => `${days < 10 ? Math.round(days * 10) / 10 : Math.round(days)} d`;
