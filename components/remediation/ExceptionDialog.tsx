'use client';

import { Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import { send } from '../settings/useAct.ts';
import type { Chosen } from './AssignDialog.tsx';
import { DialogEnd } from './DialogEnd.tsx';
import { isGiven, noReason, ReasonUntilFields } from './ReasonUntilFields.tsx';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

type Props = { of: Chosen | null; onClose: () => void };

/** Asks that tasks be left undone until a day. */
export function ExceptionDialog({ of, onClose }: Props) {
  return (
    <Modal opened={of !== null} onClose={onClose} title={of && `Ask for an exception for ${of.text}`} centered>
      {of && <Form of={of} onClose={onClose} />}
    </Modal>
  );
}

function Form({ of, onClose }: Props & { of: Chosen }) {
  const act = useTaskAct();
  const [why, setWhy] = useState(noReason);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      const { asked } = await send<{ asked: number }>('POST', '/api/tasks/exceptions', { ...of.which, ...why });
      return { text: `Asked for ${plural(asked, 'exception')}. A manager who is not you decides.` };
    });
    if (done) onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <p className={classes.explained}>
        Once another person has approved it, the task is left undone until the day, and counted beside every figure that leaves it out. Then it is work again.
      </p>
      <ReasonUntilFields value={why} onChange={setWhy} autoFocus />
      <DialogEnd act={act} label="Ask for it" incomplete={!isGiven(why)} onClose={onClose} />
    </form>
  );
}
