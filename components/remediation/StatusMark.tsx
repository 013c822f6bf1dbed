import type { TaskStatus } from '../../lib/model/tasks.ts';
import classes from './StatusMark.module.css';
import { statusText, statusTitle } from './words.ts';

/** How far a task is, as a disc that fills and its word: readable without colour. */
const shapes: Record<TaskStatus, React.ReactNode> = {
  open: <circle cx="6" cy="6" r="4.5" fill="none" />,
  'in progress': (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" />
      <path d="M6,1.5A4.5,4.5 0 0 1 6,10.5Z" stroke="none" fill="currentColor" />
    </>
  ),
  'claimed done': (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" strokeDasharray="2.2 1.6" />
      <path d="M3.8,6.1 5.4,7.7 8.3,4.4" fill="none" />
    </>
  ),
  verified: (
    <>
      <circle cx="6" cy="6" r="5" fill="currentColor" stroke="none" />
      <path d="M3.6,6.1 5.3,7.8 8.5,4.3" fill="none" className={classes.tick} />
    </>
  ),
  accepted: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" />
      <path d="M4.4,4V8M7.6,4V8" />
    </>
  ),
};

export const StatusMark = ({ status }: { status: TaskStatus }) => (
  <span className={classes.mark} data-status={status} title={statusText[status]}>
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" stroke="currentColor" strokeWidth="1.4">
      {shapes[status]}
    </svg>
    {statusTitle[status]}
  </span>
);
