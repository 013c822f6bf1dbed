import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import classes from './remediation.module.css';
import { remediationHref, type TaskQuestion } from './taskLinks.ts';

/** From page to page of the table. */
export function TaskPages({ question, page, last }: { question: TaskQuestion; page: number; last: number }) {
  if (last === 1 && page === 1) return null;
  const to = (number: number) => remediationHref('table', { ...question, page: number > 1 ? String(number) : '' });
  return (
    <nav className={classes.pages} aria-label="Pages">
      {page > 1 && (
        <Link prefetch={false} href={to(page - 1)} rel="prev">
          Previous
        </Link>
      )}
      <span>
        Page {formatCount(page)} of {formatCount(last)}
      </span>
      {page < last && (
        <Link prefetch={false} href={to(page + 1)} rel="next">
          Next
        </Link>
      )}
    </nav>
  );
}
