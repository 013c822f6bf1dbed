import Link from 'next/link';
import type { TaskRow } from '../../lib/model/tasks.ts';
import { BreakableText } from '../BreakableText.tsx';
import { BandMark } from '../figures/BandMark.tsx';
import { Owner } from '../Owner.tsx';
import { Time } from '../Time.tsx';
import { DueDate } from './DueDate.tsx';
import { Gone } from './Gone.tsx';
import { QuickMove } from './QuickMove.tsx';
import classes from './remediation.module.css';
import { taskHref } from './taskLinks.ts';

/** A task on the board. */
export function TaskCard({ task, now, mayWork }: { task: TaskRow; now: string; mayWork: boolean }) {
  const { id, title, status, band, owner, subjects, gone, reopened, exception } = task;
  return (
    <li className={classes.card}>
      <Link prefetch={false} href={taskHref(id)} className={classes.name}>
        <BreakableText text={title} />
      </Link>
      <span className={classes.line}>
        {band && <BandMark band={band} />}
        {status === 'verified' ? (
          <span>
            verified <Time at={task.statusAt} dateOnly />
          </span>
        ) : (
          <DueDate task={task} now={now} />
        )}
      </span>
      <span className={classes.line}>
        <span>{owner ? <Owner name={owner} /> : <span className={classes.quiet}>nobody’s</span>}</span>
        {(subjects > 1 || gone > 0) && status !== 'verified' && <Gone gone={gone} subjects={subjects} />}
      </span>
      {(exception || (reopened > 0 && status !== 'verified')) && (
        <span className={classes.line}>
          {exception && (
            <span className={classes.quiet}>
              {exception.waiting ? 'exception asked until ' : 'until '}
              <Time at={exception.expiresAt} dateOnly />
            </span>
          )}
          {reopened > 0 && status !== 'verified' && <span className={classes.back}>reopened{reopened > 1 && ` ${reopened} times`}</span>}
        </span>
      )}
      {mayWork && (status === 'open' || status === 'in progress') && <QuickMove task={id} to={status === 'open' ? 'start' : 'claim'} />}
    </li>
  );
}
