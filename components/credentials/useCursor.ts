'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * The row that the keyboard is at. It has the focus, so that a screen reader says it and Enter opens it, unless something lies over the table.
 * @param onMove called with each row that a key moves to
 */
export function useCursor({
  rows,
  body,
  focuses,
  onMove,
}: {
  rows: readonly { id: string }[];
  body: RefObject<HTMLTableSectionElement | null>;
  focuses: boolean;
  onMove: (id: string) => void;
}) {
  const [wanted, setWanted] = useState<string>();
  const at = rows.some(({ id }) => id === wanted) ? wanted : undefined;
  const arriving = useRef<1 | -1 | undefined>(undefined);
  const go = (id: string) => {
    setWanted(id);
    onMove(id);
    const link = body.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(id)}"] a[data-row-link]`);
    if (focuses) link?.focus();
    else link?.scrollIntoView({ block: 'nearest' });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only new rows are an arrival
  useEffect(() => {
    const row = arriving.current === undefined ? undefined : rows.at(arriving.current === 1 ? 0 : -1);
    arriving.current = undefined;
    if (row) go(row.id);
  }, [rows]);
  return {
    at,
    set: setWanted,
    /** False where there is no row further on: the page ends. From nowhere, the first row. */
    move(by: 1 | -1): boolean {
      const index = rows.findIndex(({ id }) => id === at);
      const next = index < 0 ? rows[0] : rows[index + by];
      if (next) go(next.id);
      return next !== undefined || rows.length === 0;
    },
    /** When the next page is there, go to its first row (after 1) or its last (after -1). */
    comeFrom(by: 1 | -1): void {
      arriving.current = by;
    },
  };
}
