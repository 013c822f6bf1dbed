'use client';

import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type SortingState, useTable } from '@tanstack/react-table';
import { type RefObject, useMemo } from 'react';
import type { ColumnId } from '../../lib/model/credentialColumns.ts';
import classes from './CredentialsTable.module.css';
import { columnsOf, explanationOf, features, isNumber, type ListedCredential } from './columns.tsx';

const sortingOf = (sort: string): SortingState => [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];

export type RowsProps = {
  rows: ListedCredential[];
  shown: readonly ColumnId[];
  /** Analysis time, for ages. */
  asOfMs: number;
  sort: string;
  onSort: (sort: string) => void;
  selected: ReadonlySet<string>;
  /** `range`: all rows between the last one that was selected and this one. */
  onSelect: (id: string, range: boolean) => void;
  onSelectPage: (on: boolean) => void;
  /** The row that the keyboard is at. */
  at: string | undefined;
  onAt: (id: string) => void;
  previewed: string | null;
  onPreview: (id: string) => void;
  pending: boolean;
  body: RefObject<HTMLTableSectionElement | null>;
};

/** One page of rows. A click on a row previews it, its key opens it. */
export function RowsTable({ rows, shown, asOfMs, sort, onSort, selected, onSelect, onSelectPage, at, onAt, previewed, onPreview, pending, body }: RowsProps) {
  const columns = useMemo(() => columnsOf(shown, asOfMs), [shown, asOfMs]);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row: ListedCredential) => row.id,
    manualSorting: true,
    manualPagination: true,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      if (next) onSort(`${next.desc ? '-' : ''}${next.id}`);
    },
  });
  const onPage = rows.filter(({ id }) => selected.has(id)).length;
  return (
    <div className={classes.scroll} data-pending={pending}>
      <table className={classes.table}>
        <caption className="visually-hidden">Credentials</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              <th scope="col" className={classes.select}>
                <Checkbox
                  size="xs"
                  aria-label="Select all rows of this page"
                  checked={onPage === rows.length}
                  indeterminate={onPage > 0 && onPage < rows.length}
                  onChange={(event) => onSelectPage(event.currentTarget.checked)}
                />
              </th>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    data-column={header.id}
                    data-number={isNumber(header.id)}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
                  >
                    <button type="button" title={explanationOf(header.id)} onClick={header.column.getToggleSortingHandler()}>
                      <table.FlexRender header={header} />
                      {sorted === 'asc' && <IconArrowUp size={13} aria-hidden="true" />}
                      {sorted === 'desc' && <IconArrowDown size={13} aria-hidden="true" />}
                    </button>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody ref={body}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              data-row={row.id}
              data-at={row.id === at}
              data-previewed={row.id === previewed}
              data-selected={selected.has(row.id)}
              onFocus={() => onAt(row.id)}
              onClick={(event) => {
                if (event.target instanceof Element && !event.target.closest('a, button, input, label') && getSelection()?.isCollapsed) onPreview(row.id);
              }}
            >
              <td className={classes.select}>
                <Checkbox
                  size="xs"
                  tabIndex={-1} // x selects, and a page of 50 rows is long enough to tab through
                  aria-label={`Select ${row.original.credential}`}
                  checked={selected.has(row.id)}
                  onChange={(event) => onSelect(row.id, 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)}
                />
              </td>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} data-number={isNumber(cell.column.id)} data-column={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
