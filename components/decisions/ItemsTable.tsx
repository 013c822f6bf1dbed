'use client';

import { Button, Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { modelText } from '../../lib/model/decisions.ts';
import { plural } from '../../lib/model/format.ts';
import type { ItemState, RecertificationItem, RecertificationThing } from '../../lib/model/recertification.ts';
import { BreakableText } from '../BreakableText.tsx';
import { useCursor } from '../credentials/useCursor.ts';
import { rowsBetween } from '../credentials/useSelection.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { credentialHref } from '../links.ts';
import { UndoNotice } from '../remediation/UndoNotice.tsx';
import { send } from '../settings/useAct.ts';
import { useKeys } from '../shell/useKeys.ts';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';
import { DecisionSubjectName } from './DecisionSubjectName.tsx';
import classes from './decisions.module.css';

type Props = { round: number; items: RecertificationItem[]; now: string; mayAnswer: boolean };
type Answered = { changed: { id: number; was: ItemState }[] };
const doneText: Record<ItemState, string> = { confirmed: 'confirmed', 'to be changed': 'to be changed', waiting: 'waiting again' };

/** A page of what a round asks about. j and k move, x selects, y confirms, c says that it is to be changed; the answer can be taken back. */
export function ItemsTable({ round, items, now, mayAnswer }: Props) {
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const anchor = useRef<string | undefined>(undefined);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const rows = items.map(({ id }) => ({ id: String(id) }));
  const cursor = useCursor({ rows, body, focuses: true, onMove: () => undefined });
  const toggle = (id: string, range: boolean) => {
    const next = new Set(selected);
    if (range) for (const each of rowsBetween(rows, anchor.current, id)) next.add(each);
    else if (!next.delete(id)) next.add(id);
    anchor.current = id;
    setSelected(next);
  };
  const shown = rows.filter(({ id }) => selected.has(id));
  const tell = (text: string, changed: Answered['changed']) => {
    const id = notifications.show({ message: text, withBorder: true, autoClose: 12_000 });
    if (changed.length === 0) return;
    const undo = () =>
      takeBack(round, changed)
        .then(() => notifications.update({ id, message: 'Taken back.', withBorder: true, autoClose: 4000 }), wrong)
        .finally(router.refresh);
    notifications.update({ id, message: <UndoNotice text={text} onUndo={undo} />, withBorder: true, autoClose: 12_000 });
  };
  const answer = async (given: ItemState, of = shown) => {
    try {
      const { changed } = await send<Answered>('POST', `/api/recertifications/${round}/answer`, { items: of.map(({ id }) => Number(id)), answer: given });
      tell(`${plural(of.length, 'item')} ${doneText[given]}.`, changed);
      setSelected(new Set());
      router.refresh();
    } catch (error) {
      wrong(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const byKey = (given: ItemState) => {
    const of = shown.length > 0 ? shown : rows.filter(({ id }) => id === cursor.at);
    return mayAnswer && of.length > 0 ? answer(given, of) : false;
  };
  useKeys({
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    x: () => (mayAnswer && cursor.at !== undefined ? toggle(cursor.at, false) : false),
    'shift+x': () => (mayAnswer && cursor.at !== undefined ? toggle(cursor.at, true) : false),
    y: () => byKey('confirmed'),
    c: () => byKey('to be changed'),
  });
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption className="visually-hidden">What is to be confirmed</caption>
          <thead>
            <tr>
              {mayAnswer && (
                <th scope="col">
                  <Checkbox
                    size="xs"
                    aria-label="Select all items of this page"
                    checked={shown.length === rows.length}
                    indeterminate={shown.length > 0 && shown.length < rows.length}
                    onChange={(event) => setSelected(new Set(event.currentTarget.checked ? rows.map(({ id }) => id) : []))}
                  />
                </th>
              )}
              <th scope="col">What</th>
              <th scope="col">Now</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {items.map((item) => (
              <tr
                key={item.id}
                data-row={item.id}
                data-at={String(item.id) === cursor.at}
                data-selected={selected.has(String(item.id))}
                className={classes.row}
                onFocus={() => cursor.set(String(item.id))}
              >
                {mayAnswer && (
                  <td>
                    <Checkbox
                      size="xs"
                      tabIndex={-1}
                      aria-label={`Select ${nameOf(item.about)}`}
                      checked={selected.has(String(item.id))}
                      onChange={(event) => toggle(String(item.id), 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)}
                    />
                  </td>
                )}
                <td>
                  <Thing about={item.about} />
                </td>
                <td>
                  <Now about={item.about} />
                </td>
                <td>
                  {item.state}
                  {item.answeredBy && (
                    <div className={table.sub}>
                      {item.answeredBy}, {item.answeredAt && <Ago at={item.answeredAt} now={now} />}
                    </div>
                  )}
                  {item.note && <div className={table.sub}>{item.note}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayAnswer && (
        <section className={classes.bar} aria-label="Answer the selected items">
          <p role="status">{shown.length > 0 ? <strong>{plural(shown.length, 'item')} selected</strong> : 'Select items to answer for them.'}</p>
          <div className={classes.acts}>
            <Button size="xs" disabled={shown.length === 0} onClick={() => answer('confirmed')}>
              Confirm
            </Button>
            <Button size="xs" variant="default" disabled={shown.length === 0} onClick={() => answer('to be changed')}>
              To be changed
            </Button>
            <Button size="xs" variant="subtle" disabled={shown.length === 0} onClick={() => answer('waiting')}>
              Take the answer back
            </Button>
          </div>
        </section>
      )}
    </>
  );
}

const wrong = (error: Error) => notifications.show({ message: error.message, color: 'red', withBorder: true, autoClose: 8000 });

/** Each to what it was. */
async function takeBack(round: number, changed: Answered['changed']): Promise<void> {
  for (const state of new Set(changed.map(({ was }) => was))) {
    const items = changed.filter(({ was }) => was === state).map(({ id }) => id);
    await send('POST', `/api/recertifications/${round}/answer`, { items, answer: state });
  }
}

const nameOf = (about: RecertificationThing): string => (about.kind === 'decision' ? `the decision about ${about.subject.key}` : about.key);

function Thing({ about }: { about: RecertificationThing }) {
  if (about.kind === 'decision')
    return (
      <>
        <DecisionSubjectName subject={about.subject} />
        <div className={table.sub}>decision {about.decision}</div>
      </>
    );
  return (
    <>
      <Link prefetch={false} href={credentialHref(about.id ?? about.key)} data-row-link className={classes.subject}>
        <BreakableText text={about.key} />
      </Link>
      <span className={classes.kind}>{['credential', about.name, about.system].filter(Boolean).join(' · ')}</span>
    </>
  );
}

function Now({ about }: { about: RecertificationThing }) {
  if (about.kind === 'decision')
    return (
      <>
        {modelText(about)}
        <div className={table.sub}>{about.stands ? `until ${about.expiresAt.slice(0, 10)}` : 'stands no more'}</div>
      </>
    );
  if (!about.leak || !about.takeover) return <span className={table.sub}>not in the last analysis</span>;
  return (
    <>
      <div>
        <BandMark band={about.leak} /> <span className={table.sub}>if it leaks</span>
      </div>
      <div>
        <BandMark band={about.takeover} /> <span className={table.sub}>taken over</span>
      </div>
    </>
  );
}
