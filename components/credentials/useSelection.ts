'use client';

import { useMemo, useRef } from 'react';
import { maxSelected } from './tableParams.ts';

/** The rows between two of them, both included, in the order of the page; the second alone where the first is not on it. */
export function rowsBetween(rows: readonly { id: string }[], from: string | undefined, to: string): string[] {
  const ends = [rows.findIndex(({ id }) => id === from), rows.findIndex(({ id }) => id === to)].sort((a, b) => a - b);
  const [first = -1, last = -1] = ends;
  return first < 0 ? [to] : rows.slice(first, last + 1).map(({ id }) => id);
}

/** The selected rows, on this page or not. @param selected as the address has them, in the order in which they were selected */
export function useSelection(selected: readonly string[], onSelected: (selected: string[]) => void, rows: readonly { id: string }[]) {
  const ids = useMemo(() => new Set(selected), [selected]);
  const anchor = useRef<string | undefined>(undefined);
  const take = (next: Iterable<string>) => onSelected([...next].slice(0, maxSelected));
  return {
    ids,
    elsewhere: selected.filter((id) => !rows.some((row) => row.id === id)).length,
    /** @param range takes in all rows since the last one that was selected */
    toggle(id: string, range: boolean): void {
      if (range) take(new Set([...selected, ...rowsBetween(rows, anchor.current, id)]));
      else if (ids.has(id)) take(selected.filter((each) => each !== id));
      else take([...selected, id]);
      anchor.current = id;
    },
    togglePage(on: boolean): void {
      const page = rows.map(({ id }) => id);
      take(on ? new Set([...selected, ...page]) : selected.filter((id) => !page.includes(id)));
    },
    clear: () => take([]),
  };
}
