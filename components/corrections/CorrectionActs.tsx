'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Correction } from '../../lib/model/corrections.ts';
import forms from '../remediation/remediation.module.css';
import { UndoNotice } from '../remediation/UndoNotice.tsx';
import { useTaskAct } from '../remediation/useTaskAct.tsx';
import { send } from '../settings/useAct.ts';

type Props = { correction: Pick<Correction, 'id' | 'state' | 'expiresAt'>; mayAct: boolean; now: string };

/** Withdraws a correction, or takes the withdrawal back. */
export function CorrectionActs({ correction: { id, state, expiresAt }, mayAct, now }: Props) {
  const act = useTaskAct();
  if (!mayAct) return null;
  const restore = () =>
    act.run(async () => {
      await send('POST', `/api/corrections/${id}/restore`);
      return { text: 'The correction is in force again.' };
    });
  const withdraw = async () => {
    const done = await act.run(async () => {
      await send('POST', `/api/corrections/${id}/withdraw`);
      return { text: 'Withdrawn; the facts count again from the next analysis on.' };
    });
    if (done) notifications.show({ message: <UndoNotice text="Take the withdrawal back?" onUndo={restore} />, withBorder: true, autoClose: 12_000 });
  };
  return (
    <div className={forms.atEnd}>
      {act.failure && (
        <span className={forms.failure} role="alert">
          {act.failure}
        </span>
      )}
      {state === 'in force' && (
        <Button size="xs" variant="default" loading={act.busy} onClick={withdraw}>
          Withdraw
        </Button>
      )}
      {state === 'withdrawn' && expiresAt > now && (
        <Button size="xs" variant="default" loading={act.busy} onClick={restore}>
          Undo
        </Button>
      )}
    </div>
  );
}
