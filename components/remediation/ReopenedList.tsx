import Link from 'next/link';
import type { FactPlace, TaskEvent } from '../../lib/model/tasks.ts';
import { BreakableText } from '../BreakableText.tsx';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';
import { FactPlaceLine } from './FactPlaceLine.tsx';
import classes from './remediation.module.css';
import { taskHref } from './taskLinks.ts';

export type Reopened = TaskEvent & { task: number; title: string };

/** What a reopening says of the fact that brought the path back. */
export function factOf(detail: TaskEvent['detail']): FactPlace | undefined {
  const fact = detail?.fact;
  return typeof fact === 'object' && fact !== null && 'source' in fact ? (fact as FactPlace) : undefined; // as lib/store/moveCheckedTasks.ts writes it
}

/** What came back, when, and by which fact. */
export function ReopenedList({ rows, now }: { rows: Reopened[]; now: string }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">Why</th>
            <th scope="col">By which fact</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, at, kind, detail, task, title }) => {
            const fact = factOf(detail);
            return (
              <tr key={id}>
                <td>
                  <Link prefetch={false} href={taskHref(task)} className={classes.name}>
                    <BreakableText text={title} />
                  </Link>
                </td>
                <td>
                  {kind === 'reopened' ? String(detail?.because ?? '') : 'its exception has expired'}
                  {detail?.subject !== undefined && <div className={`${table.sub} mono`}>{String(detail.subject)}</div>}
                </td>
                <td>{fact ? <FactPlaceLine place={fact} /> : '–'}</td>
                <td>
                  <Ago at={at} now={now} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
