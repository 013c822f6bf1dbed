import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import classes from './remediation.module.css';
import { taskHref } from './taskLinks.ts';

/** From page to page of a task's subjects. */
export function SubjectsPages({ task, from, pageSize, of }: { task: number; from: number; pageSize: number; of: number }) {
  if (of <= pageSize) return null;
  const href = (next: number) => `${taskHref(task)}${next > 0 ? `?from=${next}` : ''}#subjects`;
  return (
    <nav className={classes.pages} aria-label="Pages of subjects">
      {from > 0 && (
        <Link prefetch={false} href={href(Math.max(0, from - pageSize))} rel="prev">
          Previous
        </Link>
      )}
      <span>
        {formatCount(from + 1)} to {formatCount(Math.min(of, from + pageSize))} of {formatCount(of)}
      </span>
      {from + pageSize < of && (
        <Link prefetch={false} href={href(from + pageSize)} rel="next">
          Next
        </Link>
      )}
    </nav>
  );
}
