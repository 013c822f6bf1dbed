'use client';

import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { formatCount } from '../../lib/model/format.ts';
import classes from './CredentialsTable.module.css';
import { pageSize } from './tableParams.ts';

export const lastPage = (matching: number): number => Math.max(1, Math.ceil(matching / pageSize));

/** Which rows of how many are shown, and the way to those before and after. */
export function Pager({ label, page, matching, onPage }: { label: string; page: number; matching: number; onPage: (page: number) => void }) {
  const last = lastPage(matching);
  if (last === 1) return null;
  const from = (page - 1) * pageSize + 1;
  return (
    <nav className={classes.pager} aria-label={label}>
      <Button variant="default" size="xs" px={6} disabled={page <= 1} onClick={() => onPage(page - 1)} aria-label="Previous page">
        <IconChevronLeft size={15} />
      </Button>
      <span>
        {formatCount(from)}–{formatCount(Math.min(matching, from + pageSize - 1))}
      </span>
      <Button variant="default" size="xs" px={6} disabled={page >= last} onClick={() => onPage(page + 1)} aria-label="Next page">
        <IconChevronRight size={15} />
      </Button>
    </nav>
  );
}
