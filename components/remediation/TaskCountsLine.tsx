import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import type { TaskCounts } from '../../lib/model/tasks.ts';
import classes from './remediation.module.css';
import { remediationHref, type TaskQuestion } from './taskLinks.ts';

type Props = { counts: TaskCounts; question: TaskQuestion };

/** How much work there is; what exceptions leave out is counted beside it. Each number opens its tasks. */
export function TaskCountsLine({ counts, question }: Props) {
  const { status: _, overdue: __, page: ___, ...rest } = question;
  const unfinished = counts.open + counts['in progress'] + counts['claimed done'];
  const figures: { name: string; count: number; asks: TaskQuestion; beside?: string | false }[] = [
    { name: 'Unfinished', count: unfinished, asks: {}, beside: counts.accepted > 0 && `${formatCount(counts.accepted)} more accepted` },
    {
      name: 'Overdue',
      count: counts.overdue,
      asks: { overdue: 'true' },
      beside: counts.acceptedOverdue > 0 && `${formatCount(counts.acceptedOverdue)} more accepted`,
    },
    { name: 'Claimed, not yet proven', count: counts['claimed done'], asks: { status: 'claimed done' } },
    { name: 'Verified', count: counts.verified, asks: { status: 'verified' } },
  ];
  return (
    <dl className={classes.counts}>
      {figures.map(({ name, count, asks, beside }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Link
              prefetch={false}
              href={remediationHref('table', { ...rest, ...asks })}
              className={classes.countLink}
              aria-label={`${formatCount(count)} ${name.toLowerCase()}`}
            >
              {formatCount(count)}
            </Link>
            {beside && <span className={classes.beside}> + {beside}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
