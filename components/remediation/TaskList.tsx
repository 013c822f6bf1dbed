import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import type { TaskRow } from '../../lib/model/tasks.ts';
import { BreakableText } from '../BreakableText.tsx';
import table from '../Table.module.css';
import { DueDate } from './DueDate.tsx';
import classes from './remediation.module.css';
import { StatusMark } from './StatusMark.tsx';
import { remediationHref, taskHref } from './taskLinks.ts';

/** The tasks about one thing. */
export function TaskList({ rows, matching, node, now }: { rows: TaskRow[]; matching: number; node: string; now: string }) {
  if (rows.length === 0) return <p className={table.nothing}>No task is about it.</p>;
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Status</th>
              <th scope="col">Due</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Link prefetch={false} href={taskHref(row.id)} className={classes.name}>
                    <BreakableText text={row.title} />
                  </Link>
                  <div className={table.sub}>
                    {[
                      row.control,
                      row.owner,
                      row.exception && `${row.exception.waiting ? 'exception asked for' : 'accepted'} until ${row.exception.expiresAt.slice(0, 10)}`,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </td>
                <td>
                  <StatusMark status={row.status} />
                </td>
                <td>
                  <DueDate task={row} now={now} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {matching > rows.length && (
        <p className={table.rest}>
          <Link prefetch={false} href={remediationHref('table', { node })}>
            All {formatCount(matching)}
          </Link>
        </p>
      )}
    </>
  );
}
