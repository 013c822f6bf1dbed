import { formatSpan } from '../../lib/model/format.ts';
import type { TaskRow } from '../../lib/model/tasks.ts';
import { Time } from '../Time.tsx';
import classes from './remediation.module.css';

const dayMs = 86_400_000;

/** When a task is due; how long it is over, where it is. @param now the server's clock */
export function DueDate({ task: { due, overdue }, now }: { task: Pick<TaskRow, 'due' | 'overdue'>; now: string }) {
  const days = Math.max(1, Math.floor((Date.parse(now) - Date.parse(due)) / dayMs));
  return (
    <span className={classes.due} data-overdue={overdue}>
      <Time at={due} dateOnly />
      {overdue && <span className={classes.late}> {formatSpan((days * dayMs) / 1000)} over</span>}
    </span>
  );
}
