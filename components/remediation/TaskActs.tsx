'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { TaskStatus } from '../../lib/model/tasks.ts';
import { send } from '../settings/useAct.ts';
import { useKeys } from '../shell/useKeys.ts';
import type { Chosen } from './AssignDialog.tsx';
import { ExceptionDialog } from './ExceptionDialog.tsx';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

type Move = 'start' | 'claim' | 'reopen';
const words: Record<Move, { label: string; title: string; does: string; done: string; from: TaskStatus[] }> = {
  start: { label: 'Start', title: 'Start', does: '', done: 'In progress.', from: ['open'] },
  claim: {
    label: 'Claim done',
    title: 'Say that it is done?',
    does: 'It is verified once new, complete data show the path no more. Data that are newer than your word and still show it put the task back.',
    done: 'Claimed done. The next complete data show whether it is.',
    from: ['open', 'in progress'],
  },
  reopen: { label: 'Put back', title: 'Put it back?', does: 'It is open again.', done: 'Open again.', from: ['in progress', 'claimed done'] },
};

/** What a person may do with a task as it is: start it, say that it is done, put it back, ask for an exception. Nothing here verifies it. */
export function TaskActs({ task: { id, status, excepted } }: { task: { id: number; status: TaskStatus; excepted: boolean } }) {
  const act = useTaskAct();
  const [asked, setAsked] = useState<Move | null>(null);
  const [note, setNote] = useState('');
  const [excepting, setExcepting] = useState<Chosen | null>(null);
  const offered = (Object.keys(words) as Move[]).filter((move) => words[move].from.includes(status)); // keys of a literal
  const run = async (move: Move) => {
    const done = await act.run(async () => {
      await send('POST', `/api/tasks/${id}/${move}`, note.trim() ? { note: note.trim() } : {});
      return { text: words[move].done };
    });
    if (done) {
      setAsked(null);
      setNote('');
    }
  };
  const begin = (move: Move) => (offered.includes(move) ? (move === 'start' ? void run('start') : setAsked(move)) : false);
  useKeys({ s: () => begin('start'), d: () => begin('claim'), b: () => begin('reopen') });
  const mayExcept = !excepted && (status === 'open' || status === 'in progress' || status === 'claimed done');
  return (
    <>
      {offered.map((move) => (
        <Button
          key={move}
          size="xs"
          variant={move === 'claim' ? 'filled' : 'default'}
          loading={act.busy && asked === null && move === 'start'}
          onClick={() => begin(move)}
        >
          {words[move].label}
        </Button>
      ))}
      {mayExcept && (
        <Button size="xs" variant="default" onClick={() => setExcepting({ which: { tasks: { ids: [id] } }, text: 'this task' })}>
          Ask for an exception
        </Button>
      )}
      {act.failure && asked === null && (
        <span className={classes.failure} role="alert">
          {act.failure}
        </span>
      )}
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked && words[asked].title} centered>
        {asked && (
          <div className={classes.form}>
            <p className={classes.explained}>{words[asked].does}</p>
            <Textarea
              label="Note"
              description="How, or why; it stays in the history."
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              autosize
              minRows={2}
              maxLength={4000}
              data-autofocus
            />
            {act.failure && (
              <p className={classes.failure} role="alert">
                {act.failure}
              </p>
            )}
            <div className={classes.atEnd}>
              <Button variant="default" onClick={() => setAsked(null)}>
                Cancel
              </Button>
              <Button loading={act.busy} onClick={() => run(asked)}>
                {words[asked].label}
              </Button>
            </div>
          </div>
        )}
      </Modal>
      <ExceptionDialog of={excepting} onClose={() => setExcepting(null)} />
    </>
  );
}
