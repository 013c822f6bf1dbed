import Link from 'next/link';
import type { TaskException } from '../../lib/model/tasks.ts';
import { BreakableText } from '../BreakableText.tsx';
import table from '../Table.module.css';
import { Ago, Time } from '../Time.tsx';
import { DaysLeft } from './DaysLeft.tsx';
import { ExceptionActs } from './ExceptionActs.tsx';
import classes from './remediation.module.css';
import { taskHref } from './taskLinks.ts';

export type ShownException = TaskException & { title: string; own: boolean };
const stateText: Record<TaskException['state'], string> = {
  waiting: 'waits for approval',
  approved: 'approved',
  refused: 'refused',
  expired: 'expired',
  withdrawn: 'ended early',
};

type Props = {
  exceptions: ShownException[];
  now: string;
  mayDecide: boolean;
  mayWork: boolean /** On the page of a task its title stands above. */;
  ofTask?: boolean;
};

/** What is left undone, why, who asked and who approved, and until when. */
export function ExceptionsTable({ exceptions, now, mayDecide, mayWork, ofTask }: Props) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{ofTask ? 'Reason' : 'Task and reason'}</th>
            <th scope="col">State</th>
            <th scope="col">Until</th>
            <th scope="col" className={table.roomy}>
              Asked by
            </th>
            <th scope="col" className={table.roomy}>
              Decided by
            </th>
            {(mayDecide || mayWork) && <th scope="col" aria-label="What can be done" />}
          </tr>
        </thead>
        <tbody>
          {exceptions.map((one) => (
            <tr key={one.id}>
              <td>
                {!ofTask && (
                  <Link prefetch={false} href={taskHref(one.task)} className={classes.name}>
                    <BreakableText text={one.title} />
                  </Link>
                )}
                <div className={ofTask ? undefined : table.sub}>{one.reason}</div>
                {one.note && <div className={table.sub}>Decision: {one.note}</div>}
              </td>
              <td>{stateText[one.state]}</td>
              <td>
                <Time at={one.expiresAt} dateOnly />
                {one.state === 'approved' && <DaysLeft expiresAt={one.expiresAt} now={now} />}
              </td>
              <td className={table.roomy}>
                {one.requestedBy}
                <div className={table.sub}>
                  <Ago at={one.requestedAt} now={now} />
                </div>
              </td>
              <td className={table.roomy}>{one.decidedBy ?? '–'}</td>
              {(mayDecide || mayWork) && (
                <td>
                  <ExceptionActs exception={one} mayDecide={mayDecide} mayWork={mayWork} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
