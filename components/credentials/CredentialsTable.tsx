'use client';

import { Button, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconChecklist } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useMemo, useRef, useState, useTransition } from 'react';
import { readColumns } from '../../lib/model/credentialColumns.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { SavedView, TableView } from '../../lib/model/savedView.ts';
import { credentialHref } from '../links.ts';
import { AssignDialog, type Chosen } from '../remediation/AssignDialog.tsx';
import { ExceptionDialog } from '../remediation/ExceptionDialog.tsx';
import { TaskDialog, type TaskOf } from '../remediation/TaskDialog.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import classes from './CredentialsTable.module.css';
import type { ListedCredential } from './columns.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { Facets, type FacetValues } from './Facets.tsx';
import { FilterBar } from './FilterBar.tsx';
import type { Loosened } from './NothingMatches.tsx';
import { lastPage, Pager } from './Pager.tsx';
import { Preview } from './Preview.tsx';
import { Results } from './Results.tsx';
import { RowsTable } from './RowsTable.tsx';
import type { Saving } from './SaveViewDialog.tsx';
import { KeysDialog, SelectionBar } from './SelectionBar.tsx';
import { tableParams } from './tableParams.ts';
import { useCopyKeys } from './useCopyKeys.ts';
import { useCursor } from './useCursor.ts';
import { usePreview } from './usePreview.ts';
import { useSelection } from './useSelection.ts';
import { useTableKeys } from './useTableKeys.ts';
import { Views } from './Views.tsx';

export type TableData = {
  rows: ListedCredential[];
  matching: number;
  total: number;
  /** Of which analysis the rows are. */
  analysis: { id: number; asOf: string };
  facets: FacetValues[];
  views: SavedView[];
  mayShare: boolean;
  /** Whether tasks can be made here. */
  mayWork: boolean;
  /** Where nothing matches: what each term keeps out. */
  loosened: Loosened[];
  failure?: string;
};

/** Only what asks the server anew changes the page; columns, preview and selection are the browser's alone. */
const asksServer = { shallow: false, history: 'push' } as const;

/** The credentials table: one page of rows, sorted, filtered and counted on the server; its whole state is the URL, and all of it can be worked by keyboard. */
export function CredentialsTable({ rows, matching, total, analysis, facets, views, mayShare, mayWork, loosened, failure }: TableData) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(tableParams, { history: 'replace', clearOnDefault: true });
  const [facetsOpen, setFacetsOpen] = useState(false);
  const [saving, setSaving] = useState<Saving | null>(null);
  const [tasking, setTasking] = useState<TaskOf | null>(null);
  const [assigning, setAssigning] = useState<Chosen | null>(null);
  const [accepting, setAccepting] = useState<Chosen | null>(null);
  const [exporting, setExporting] = useState<'all' | 'selected' | null>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const wide = useMediaQuery('(min-width: 80em)');

  const columns = useMemo(() => readColumns(state.columns), [state.columns]);
  const shown: TableView = { filter: state.filter, sort: state.sort, columns };

  const selection = useSelection(state.selected, (selected) => void setState({ selected }), rows);
  const setPreview = (preview: string | null) => void setState({ preview });
  const drawn = wide === false && state.preview !== null; // in a drawer, which keeps the focus to itself
  const cursor = useCursor({ rows, body, focuses: !drawn, onMove: (id) => state.preview !== null && setPreview(id) });
  const preview = usePreview(state.preview, analysis.id);
  const previewed = rows.find(({ id }) => id === state.preview);
  const ask = (change: Partial<Pick<typeof state, 'filter' | 'sort' | 'page' | 'columns'>>) => {
    cursor.set(undefined); // other rows: the keyboard begins at the first of them
    void setState(change, { ...asksServer, startTransition });
  };
  const onFilter = (filter: string) => ask({ filter, page: 1 });
  const onPage = (page: number) => {
    if (page >= 1 && page <= lastPage(matching)) ask({ page });
  };
  const selectedTask = (): TaskOf => ({ credentials: { ids: state.selected }, count: state.selected.length });
  const selectedTasks = (): Chosen => ({
    which: { credentials: { ids: state.selected } },
    text: `the tasks of ${plural(state.selected.length, 'credential')}`,
  });
  const keys = useCopyKeys(state.selected, state.sort);
  const move = (by: 1 | -1) => {
    if (cursor.move(by)) return;
    const page = state.page + by;
    if (page < 1 || page > lastPage(matching)) return;
    ask({ page });
    cursor.comeFrom(by);
  };

  useTableKeys({
    move,
    select: (range) => (cursor.at === undefined ? false : selection.toggle(cursor.at, range)),
    open: () => (cursor.at === undefined ? false : router.push(credentialHref(cursor.at))),
    togglePreview: () => setPreview(state.preview === null ? (cursor.at ?? rows[0]?.id ?? null) : null),
    closePreview: () => (state.preview === null ? false : setPreview(null)),
    toFilter: () => filterInput.current?.focus(),
    turnPage: (by) => onPage(state.page + by),
    openExport: () => setExporting(state.selected.length > 0 ? 'selected' : matching > 0 ? 'all' : null),
    copyKeys: () => (state.selected.length === 0 ? false : void keys.copy()),
    makeTask: () =>
      mayWork && matching > 0 ? setTasking(state.selected.length > 0 ? selectedTask() : { credentials: { filter: state.filter }, count: matching }) : false,
    saveView: () => setSaving({ kind: 'save' }),
  });

  const previewOf = <Preview row={previewed} state={preview} onClose={() => setPreview(null)} />;
  return (
    <div className={classes.screen}>
      <FilterBar filter={state.filter} onFilter={onFilter} input={filterInput} />
      <Views
        shown={shown}
        views={views}
        mayShare={mayShare}
        saving={saving}
        onSaving={setSaving}
        onView={({ filter, sort, columns: chosen }) => ask({ filter, sort, columns: chosen, page: 1 })}
      />
      <div className={classes.split} data-preview={state.preview !== null} data-facets={facetsOpen}>
        <aside className={classes.aside} aria-label="Values to filter by">
          <Facets filter={state.filter} facets={facets} onFilter={onFilter} />
        </aside>
        <div className={classes.main}>
          <div className={classes.bar}>
            <p className={classes.count} aria-live="polite">
              {!failure && (
                <>
                  <strong>{formatCount(matching)}</strong> of {formatCount(total)}
                </>
              )}
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
              <ColumnChooser shown={columns} onChange={(next) => void setState({ columns: next })} />
              {mayWork && (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconChecklist size={15} />}
                  disabled={matching === 0}
                  onClick={() => setTasking({ credentials: { filter: state.filter }, count: matching })}
                >
                  Make tasks
                </Button>
              )}
              <ExportMenu of={shown} count={matching} columns={columns} opened={exporting === 'all'} onOpened={(open) => setExporting(open ? 'all' : null)}>
                Export
              </ExportMenu>
              <Pager label="Pages" page={state.page} matching={matching} onPage={onPage} />
            </div>
          </div>
          <Results
            shown={rows.length}
            matching={matching}
            total={total}
            loosened={loosened}
            failure={failure}
            onFilter={onFilter}
            onFirstPage={() => ask({ page: 1 })}
          >
            <RowsTable
              rows={rows}
              shown={columns}
              asOfMs={Date.parse(analysis.asOf)}
              sort={state.sort}
              onSort={(sort) => ask({ sort, page: 1 })}
              selected={selection.ids}
              onSelect={selection.toggle}
              onSelectPage={selection.togglePage}
              at={cursor.at}
              onAt={cursor.set}
              previewed={state.preview}
              onPreview={(id) => {
                cursor.set(id);
                setPreview(id === state.preview ? null : id);
              }}
              pending={pending}
              body={body}
            />
          </Results>
          {state.selected.length > 0 && (
            <SelectionBar
              count={state.selected.length}
              elsewhere={selection.elsewhere}
              copying={keys.busy}
              onCopy={() => void keys.copy()}
              onClear={selection.clear}
            >
              <ExportMenu
                of={{ ...shown, ids: state.selected }}
                count={state.selected.length}
                columns={columns}
                opened={exporting === 'selected'}
                onOpened={(open) => setExporting(open ? 'selected' : null)}
              >
                Export selected
              </ExportMenu>
              {mayWork && (
                <>
                  <Button size="xs" leftSection={<IconChecklist size={15} />} onClick={() => setTasking(selectedTask())}>
                    Make it a task
                  </Button>
                  <Button variant="default" size="xs" onClick={() => setAssigning(selectedTasks())}>
                    Assign
                  </Button>
                  <Button variant="default" size="xs" onClick={() => setAccepting(selectedTasks())}>
                    Accept
                  </Button>
                </>
              )}
            </SelectionBar>
          )}
          <div className={classes.below}>
            <Pager label="Pages, below the table" page={state.page} matching={matching} onPage={onPage} />
          </div>
        </div>
        {state.preview !== null && (
          <aside className={classes.pane} aria-label="Preview">
            {wide !== false && previewOf}
          </aside>
        )}
      </div>
      <Drawer.Root opened={drawn} onClose={() => setPreview(null)} position="right" size="min(430px, 100vw)" padding="md">
        <Drawer.Overlay />
        <Drawer.Content aria-label="Preview">
          <Drawer.Body>{drawn && previewOf}</Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <TaskDialog of={tasking} onClose={() => setTasking(null)} />
      <AssignDialog of={assigning} onClose={() => setAssigning(null)} />
      <ExceptionDialog of={accepting} onClose={() => setAccepting(null)} />
      <KeysDialog keys={keys.byHand} onClose={keys.done} />
    </div>
  );
}
