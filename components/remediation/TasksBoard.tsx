import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import { type TaskCounts, type TaskRow, type TaskStatus, taskStatuses } from '../../lib/model/tasks.ts';
import classes from './remediation.module.css';
import { StatusMark } from './StatusMark.tsx';
import { TaskCard } from './TaskCard.tsx';
import { remediationHref, type TaskQuestion } from './taskLinks.ts';

const nothing: Record<TaskStatus, string> = {
  open: 'Nothing is open.',
  'in progress': 'Nobody is at anything.',
  'claimed done': 'Nothing waits for proof.',
  accepted: 'Nothing is accepted.',
  verified: 'Nothing is verified yet.',
};

type Props = { rows: Record<TaskStatus, TaskRow[]>; counts: TaskCounts; question: TaskQuestion; now: string; mayWork: boolean };

/** A column a status: those due first, of the verified ones the newest; what is not shown is counted, and a click away. */
export function TasksBoard({ rows, counts, question, now, mayWork }: Props) {
  return (
    <div className={classes.board}>
      {taskStatuses.map((status) => (
        <section key={status} className={classes.column} aria-label={status}>
          <header>
            <h2>
              <StatusMark status={status} />
            </h2>
            <Link prefetch={false} href={remediationHref('table', { ...question, status })} aria-label={`${formatCount(counts[status])} ${status}, as a table`}>
              {formatCount(counts[status])}
            </Link>
          </header>
          {rows[status].length === 0 ? (
            <p className={classes.none}>{nothing[status]}</p>
          ) : (
            <ol>
              {rows[status].map((task) => (
                <TaskCard key={task.id} task={task} now={now} mayWork={mayWork} />
              ))}
            </ol>
          )}
          {counts[status] > rows[status].length && (
            <p className={classes.more}>
              <Link prefetch={false} href={remediationHref('table', { ...question, status })}>
                {formatCount(counts[status] - rows[status].length)} more
              </Link>
            </p>
          )}
        </section>
      ))}
    </div>
  );
}
