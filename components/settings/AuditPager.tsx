import Link from 'next/link';
import { formatCount, plural } from '../../lib/model/format.ts';
import classes from './AuditLog.module.css';
import { type AuditQuery, auditHref } from './auditQuery.ts';

type Props = { query: AuditQuery; first: number; last: number; matching: number; older: number | null; newer: number | null };

/** Which entries of how many are shown, and the way to the newer and older ones. */
export function AuditPager({ query, first, last, matching, older, newer }: Props) {
  return (
    <nav className={classes.pager} aria-label="Pages of the audit log">
      <span>
        {first === last ? `Entry ${formatCount(first)}` : `Entries ${formatCount(first)} to ${formatCount(last)}`} of{' '}
        {plural(matching, 'that matches', 'that match')}
      </span>
      <span className={classes.ways}>
        {newer !== null && (
          <>
            <Link prefetch={false} href={auditHref(query, undefined)}>
              Newest
            </Link>
            <Link prefetch={false} href={auditHref(query, { behind: newer })}>
              Newer
            </Link>
          </>
        )}
        {older !== null && (
          <Link prefetch={false} href={auditHref(query, { before: older })}>
            Older
          </Link>
        )}
      </span>
    </nav>
  );
}
