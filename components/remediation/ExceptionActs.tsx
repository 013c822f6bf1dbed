'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { send } from '../settings/useAct.ts';
import type { ShownException } from './ExceptionsTable.tsx';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

type Act = 'approve' | 'refuse' | 'withdraw';
const words: Record<Act, { label: string; title: string; does: string; done: string }> = {
  approve: {
    label: 'Approve',
    title: 'Approve the exception?',
    does: 'The task is left undone until the day, and counted beside every figure that leaves it out.',
    done: 'Approved; the task is accepted.',
  },
  refuse: { label: 'Refuse', title: 'Refuse the exception?', does: 'The task stays what it is. Whoever asked may ask anew.', done: 'Refused.' },
  withdraw: { label: 'End it', title: 'End the exception now?', does: 'The task is work again.', done: 'Ended; the task is work again.' },
};

type Props = { exception: Pick<ShownException, 'id' | 'state' | 'own' | 'requestedBy'>; mayDecide: boolean; mayWork: boolean };

/** Approve or refuse what another person asked for, or end it; each asked once before it is done. */
export function ExceptionActs({ exception: { id, state, own, requestedBy }, mayDecide, mayWork }: Props) {
  const act = useTaskAct();
  const [asked, setAsked] = useState<Act | null>(null);
  const [note, setNote] = useState('');
  const offered: Act[] = [
    ...(state === 'waiting' && mayDecide && !own ? (['approve', 'refuse'] as const) : []),
    ...((state === 'waiting' && own && mayWork) || (state === 'approved' && (mayDecide || own)) ? (['withdraw'] as const) : []),
  ];
  const run = async (what: Act) => {
    const done = await act.run(async () => {
      await send('POST', `/api/exceptions/${id}/${what}`, note.trim() ? { note: note.trim() } : {});
      return { text: words[what].done };
    });
    if (done) setAsked(null);
  };
  return (
    <div className={classes.atEnd}>
      {state === 'waiting' && own && mayDecide && <span className={classes.quiet}>another manager decides</span>}
      {offered.map((what) => (
        <Button key={what} size="xs" variant={what === 'approve' ? 'filled' : 'default'} onClick={() => setAsked(what)}>
          {words[what].label}
        </Button>
      ))}
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked && words[asked].title} centered>
        {asked && (
          <div className={classes.form}>
            <p className={classes.explained}>
              {words[asked].does} {asked !== 'withdraw' && `Asked for by ${requestedBy}.`}
            </p>
            <Textarea label="Note" value={note} onChange={(event) => setNote(event.currentTarget.value)} autosize minRows={2} maxLength={4000} />
            {act.failure && (
              <p className={classes.failure} role="alert">
                {act.failure}
              </p>
            )}
            <div className={classes.atEnd}>
              <Button variant="default" onClick={() => setAsked(null)}>
                Leave it
              </Button>
              <Button loading={act.busy} onClick={() => run(asked)} data-autofocus>
                {words[asked].label}
              </Button>
            </div>
          </div>
        )}
      </Modal>
    </div>
  );
}
