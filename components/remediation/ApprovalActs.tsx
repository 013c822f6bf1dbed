'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { send } from '../settings/useAct.ts';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

type Act = 'approve' | 'refuse' | 'withdraw';
export type ApprovalWords = Record<Act, { label: string; title: string; does: string; done: string }>;
type Props = {
  /** Where acts are sent: `url`/approve and so on. */
  url: string;
  words: ApprovalWords;
  waits: boolean;
  own: boolean;
  requestedBy: string;
  mayDecide: boolean;
  mayWithdraw: boolean;
};

/** Approve or refuse what another person asked for, or end it; each asked once before it is done. */
export function ApprovalActs({ url, words, waits, own, requestedBy, mayDecide, mayWithdraw }: Props) {
  const act = useTaskAct();
  const [asked, setAsked] = useState<Act | null>(null);
  const [note, setNote] = useState('');
  const offered: Act[] = [...(waits && mayDecide && !own ? (['approve', 'refuse'] as const) : []), ...(mayWithdraw ? (['withdraw'] as const) : [])];
  const run = async (what: Act) => {
    const done = await act.run(async () => {
      await send('POST', `${url}/${what}`, note.trim() ? { note: note.trim() } : {});
      return { text: words[what].done };
    });
    if (done) setAsked(null);
  };
  return (
    <div className={classes.atEnd}>
      {waits && own && mayDecide && <span className={classes.quiet}>another manager decides</span>}
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
