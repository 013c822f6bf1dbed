import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { plural } from '../../lib/model/format.ts';
import { Notice } from '../Notice.tsx';
import { type Loosened, NothingMatches } from './NothingMatches.tsx';

type Props = {
  /** Rows of this page, and rows that match. */
  shown: number;
  matching: number;
  total: number;
  loosened: Loosened[];
  /** Why the filter cannot be read. */
  failure: string | undefined;
  onFilter: (filter: string) => void;
  onFirstPage: () => void;
  children: ReactNode;
};

/** The rows, or why there are none and what to do about it. */
export function Results({ shown, matching, total, loosened, failure, onFilter, onFirstPage, children }: Props) {
  if (failure)
    return (
      <Notice tone="wrong" title="The filter cannot be read" actions={<Button onClick={() => onFilter('')}>Show all credentials</Button>}>
        {failure}
      </Notice>
    );
  if (shown > 0) return children;
  if (matching === 0) return <NothingMatches loosened={loosened} total={total} onFilter={onFilter} />;
  return (
    <Notice title="There is no such page" actions={<Button onClick={onFirstPage}>To the first page</Button>}>
      {plural(matching, 'credential matches', 'credentials match')}; the address asks for what comes after them.
    </Notice>
  );
}
