'use client';

import { Button, Checkbox, Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp, IconChevronLeft, IconChevronRight, IconColumns } from '@tabler/icons-react';
import { type SortingState, useTable } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useEffect, useMemo, useRef, useState, useTransition } from 'react';
import type { CredentialRow } from '../../lib/model/figures.ts';
import { formatCount } from '../../lib/model/format.ts';
import { credentialHref } from '../links.ts';
import { Notice } from '../Notice.tsx';
import classes from './CredentialsTable.module.css';
import { columnsOf, definitions, features } from './columns.tsx';
import { Facets, type FacetValues } from './Facets.tsx';
import { FilterBar } from './FilterBar.tsx';
import { type ColumnId, columnIds, firstColumns, pageSize, tableParams } from './tableParams.ts';

export type TableData = { rows: CredentialRow[]; matching: number; total: number; facets: FacetValues[]; failure?: string };

/** The credentials table: one page of rows, sorted, filtered and counted on the server; its whole state is the URL. */
export function CredentialsTable({ rows, matching, total, facets, failure }: TableData) {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(tableParams, { shallow: false, startTransition, history: 'push', clearOnDefault: true });
  const [facetsOpen, setFacetsOpen] = useState(false);
  const shown = useMemo(() => columnIds.filter((id) => state.columns.includes(id)), [state.columns]);
  const onFilter = (filter: string) => setState({ filter, page: 1 });
  return (
    <div className={classes.screen}>
      <FilterBar filter={state.filter} onFilter={onFilter} />
      <div className={classes.split}>
        <aside className={classes.aside} data-open={facetsOpen} aria-label="Values to filter by">
          <Facets filter={state.filter} facets={facets} onFilter={onFilter} />
        </aside>
        <div className={classes.main}>
          <div className={classes.bar}>
            <p className={classes.count} aria-live="polite">
              <strong>{formatCount(matching)}</strong> of {formatCount(total)}
            </p>
            <div className={classes.tools}>
              <Button
                variant="default"
                size="xs"
                className={classes.facetButton}
                leftSection={<IconAdjustmentsHorizontal size={15} />}
                onClick={() => setFacetsOpen(!facetsOpen)}
                aria-expanded={facetsOpen}
              >
                Values
              </Button>
              <ColumnChooser shown={shown} onChange={(columns) => setState({ columns })} />
              <Pager page={state.page} matching={matching} onPage={(page) => setState({ page })} />
            </div>
          </div>
          {failure ? (
            <Notice tone="wrong" title="The filter cannot be read" actions={<Button onClick={() => onFilter('')}>Show all credentials</Button>}>
              {failure}
            </Notice>
          ) : rows.length === 0 ? (
            <Notice title="No credential matches" actions={<Button onClick={() => onFilter('')}>Show all {formatCount(total)} credentials</Button>}>
              Take a term away, or choose another value.
            </Notice>
          ) : (
            <Rows rows={rows} shown={shown} sort={state.sort} onSort={(sort) => setState({ sort, page: 1 })} pending={pending} />
          )}
          <div className={classes.below}>
            <Pager page={state.page} matching={matching} onPage={(page) => setState({ page })} />
          </div>
        </div>
      </div>
    </div>
  );
}

const sortingOf = (sort: string): SortingState => [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];

function Rows({
  rows,
  shown,
  sort,
  onSort,
  pending,
}: {
  rows: CredentialRow[];
  shown: ColumnId[];
  sort: string;
  onSort: (sort: string) => void;
  pending: boolean;
}) {
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row: CredentialRow) => row.id,
    manualSorting: true,
    manualPagination: true,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      if (next) onSort(`${next.desc ? '-' : ''}${next.id}`);
    },
  });
  useRowKeys(body);
  return (
    <div className={classes.scroll} data-pending={pending}>
      <table className={classes.table}>
        <caption className="visually-hidden">Credentials</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    data-number={isNumber(header.id)}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
                  >
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
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
              onClick={(event) => {
                if (event.target instanceof Element && !event.target.closest('a, button') && getSelection()?.isCollapsed) router.push(credentialHref(row.id));
              }}
            >
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

const isColumn = (id: string): id is ColumnId => columnIds.some((known) => known === id);
const isNumber = (id: string): boolean => isColumn(id) && definitions[id].number === true;

/** `j` and `k` move between the rows' links, which Enter opens as any link. */
function useRowKeys(body: React.RefObject<HTMLTableSectionElement | null>): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof HTMLElement && /^(input|textarea|select)$/i.test(event.target.tagName)) return;
      const links = [...(body.current?.querySelectorAll<HTMLAnchorElement>('a[data-row-link]') ?? [])];
      const at = links.findIndex((link) => link.matches(':focus'));
      const next = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)));
      links[next]?.focus();
    };
    window.addEventListener('keydown', move);
    return () => window.removeEventListener('keydown', move);
  }, [body]);
}

function Pager({ page, matching, onPage }: { page: number; matching: number; onPage: (page: number) => void }) {
  const last = Math.max(1, Math.ceil(matching / pageSize));
  if (last === 1) return null;
  const from = (page - 1) * pageSize + 1;
  return (
    <nav className={classes.pager} aria-label="Pages">
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

function ColumnChooser({ shown, onChange }: { shown: ColumnId[]; onChange: (columns: ColumnId[]) => void }) {
  return (
    <Popover position="bottom-end" shadow="md" width={220}>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns size={15} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.chooser}>
        {columnIds.map((id) => (
          <Checkbox
            key={id}
            size="xs"
            label={definitions[id].title}
            checked={shown.includes(id)}
            disabled={id === 'credential'}
            onChange={(event) => onChange(event.currentTarget.checked ? [...shown, id] : shown.filter((each) => each !== id))}
          />
        ))}
        <Button variant="subtle" size="compact-xs" onClick={() => onChange(firstColumns)}>
          As at first
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
