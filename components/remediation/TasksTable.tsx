'use client';

import { Button, Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import type { TaskRow } from '../../lib/model/tasks.ts';
import { BreakableText } from '../BreakableText.tsx';
import { useCursor } from '../credentials/useCursor.ts';
import { rowsBetween } from '../credentials/useSelection.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { Owner } from '../Owner.tsx';
import { useKeys } from '../shell/useKeys.ts';
import table from '../Table.module.css';
import { AssignDialog, type Chosen } from './AssignDialog.tsx';
import { DueDate } from './DueDate.tsx';
import { ExceptionDialog } from './ExceptionDialog.tsx';
import { Gone } from './Gone.tsx';
import { StatusMark } from './StatusMark.tsx';
import classes from './TasksTable.module.css';
import { remediationHref, type TaskQuestion, taskHref } from './taskLinks.ts';

type Props = { rows: TaskRow[]; question: TaskQuestion; now: string; mayWork: boolean };

const headings = [
  { name: 'Task' },
  { name: 'Status', sort: 'status' },
  { name: 'Band', sort: 'band', first: '-' },
  { name: 'Due', sort: 'due' },
  { name: 'Owner', sort: 'owner', roomy: true },
  { name: 'Gone', roomy: true },
] as const;

/** A page of tasks. j and k move, x selects, Enter opens; what is selected can be assigned, or an exception asked for. */
export function TasksTable({ rows, question, now, mayWork }: Props) {
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const anchor = useRef<string | undefined>(undefined);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState<Chosen | null>(null);
  const [excepting, setExcepting] = useState<Chosen | null>(null);
  const items = rows.map((row) => ({ id: String(row.id) }));
  const cursor = useCursor({ rows: items, body, focuses: true, onMove: () => undefined });
  const toggle = (id: string, range: boolean) => {
    const next = new Set(selected);
    if (range) for (const each of rowsBetween(items, anchor.current, id)) next.add(each);
    else if (!next.delete(id)) next.add(id);
    anchor.current = id;
    setSelected(next);
  };
  const shown = items.filter(({ id }) => selected.has(id));
  const chosen = (): Chosen => ({ which: { tasks: { ids: shown.map(({ id }) => Number(id)) } }, text: plural(shown.length, 'task') });
  const act = (open: (of: Chosen) => void) => (mayWork && shown.length > 0 ? open(chosen()) : false);
  useKeys({
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    x: () => (mayWork && cursor.at !== undefined ? toggle(cursor.at, false) : false),
    'shift+x': () => (mayWork && cursor.at !== undefined ? toggle(cursor.at, true) : false),
    a: () => act(setAssigning),
    w: () => act(setExcepting),
    enter: ({ target }) =>
      cursor.at === undefined || (target instanceof Element && target.closest('a, button, input')) ? false : router.push(taskHref(Number(cursor.at))),
  });
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption className="visually-hidden">Tasks</caption>
          <thead>
            <tr>
              {mayWork && (
                <th scope="col" className={classes.select}>
                  <Checkbox
                    size="xs"
                    aria-label="Select all tasks of this page"
                    checked={shown.length === rows.length}
                    indeterminate={shown.length > 0 && shown.length < rows.length}
                    onChange={(event) => setSelected(new Set(event.currentTarget.checked ? items.map(({ id }) => id) : []))}
                  />
                </th>
              )}
              {headings.map((heading) => (
                <Heading key={heading.name} {...heading} question={question} />
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                now={now}
                at={cursor.at}
                selected={selected.has(String(row.id))}
                onToggle={mayWork ? toggle : undefined}
                onAt={cursor.set}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length > 0 && (
        <section className={classes.bar} aria-label="Selected tasks">
          <p role="status">
            <strong>{plural(shown.length, 'task')} selected</strong>
          </p>
          <div className={classes.acts}>
            <Button size="xs" variant="default" onClick={() => setAssigning(chosen())}>
              Assign
            </Button>
            <Button size="xs" variant="default" onClick={() => setExcepting(chosen())}>
              Ask for an exception
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setSelected(new Set())}>
              Clear
            </Button>
          </div>
        </section>
      )}
      <AssignDialog of={assigning} onClose={() => setAssigning(null)} />
      <ExceptionDialog of={excepting} onClose={() => setExcepting(null)} />
    </>
  );
}

type HeadingProps = { name: string; sort?: string; first?: string; roomy?: boolean; question: TaskQuestion };

/** Sorts by itself; a second time the other way round. */
function Heading({ name, sort, first = '', roomy, question }: HeadingProps) {
  const now = question.sort ?? 'due';
  const isSorted = sort !== undefined && now.replace('-', '') === sort;
  const next = isSorted ? (now.startsWith('-') ? sort : `-${sort}`) : `${first}${sort}`;
  const { page: _, ...rest } = question;
  return (
    <th scope="col" className={roomy ? table.roomy : undefined} aria-sort={isSorted ? (now.startsWith('-') ? 'descending' : 'ascending') : undefined}>
      {sort ? (
        <Link prefetch={false} href={remediationHref('table', { ...rest, sort: next })} scroll={false} className={classes.sort}>
          {name}
          {isSorted && (now.startsWith('-') ? <IconArrowDown size={13} aria-hidden="true" /> : <IconArrowUp size={13} aria-hidden="true" />)}
        </Link>
      ) : (
        name
      )}
    </th>
  );
}

type RowProps = {
  row: TaskRow;
  now: string;
  at: string | undefined;
  selected: boolean;
  onToggle: ((id: string, range: boolean) => void) | undefined;
  onAt: (id: string) => void;
};

function Row({ row, now, at, selected, onToggle, onAt }: RowProps) {
  const id = String(row.id);
  return (
    <tr data-row={id} data-at={id === at} data-selected={selected} className={classes.row} onFocus={() => onAt(id)}>
      {onToggle && (
        <td className={classes.select}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={`Select ${row.title}`}
            checked={selected}
            onChange={(event) => onToggle(id, 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)}
          />
        </td>
      )}
      <td className={classes.what}>
        <Link prefetch={false} href={taskHref(row.id)} data-row-link className={classes.title}>
          <BreakableText text={row.title} />
        </Link>
        <div className={table.sub}>
          {row.control}
          {row.campaign && ` · ${row.campaign.name}`}
          {row.exception && (row.exception.waiting ? ' · exception asked for' : ` · until ${row.exception.expiresAt.slice(0, 10)}`)}
          {row.reopened > 0 && ` · reopened${row.reopened > 1 ? ` ${row.reopened} times` : ''}`}
        </div>
      </td>
      <td>
        <StatusMark status={row.status} />
      </td>
      <td>{row.band ? <BandMark band={row.band} /> : '–'}</td>
      <td>
        <DueDate task={row} now={now} />
      </td>
      <td className={table.roomy}>{row.owner ? <Owner name={row.owner} /> : '–'}</td>
      <td className={table.roomy}>
        <Gone gone={row.gone} subjects={row.subjects} />
      </td>
    </tr>
  );
}
