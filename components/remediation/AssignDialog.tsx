'use client';

import { Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import { send } from '../settings/useAct.ts';
import { DialogEnd } from './DialogEnd.tsx';
import classes from './remediation.module.css';
import { OwnerInput } from './TaskDialog.tsx';
import { useTaskAct } from './useTaskAct.tsx';
import { useTaskChoices } from './useTaskChoices.ts';

/** Tasks, or the unfinished ones about credentials, as the server takes them; `text` names them. */
export type Chosen = { which: { tasks: { ids: number[] } } | { credentials: { filter?: string; ids?: string[] } }; text: string };
type Props = { of: Chosen | null; onClose: () => void };

/** Gives tasks to an owner. */
export function AssignDialog({ of, onClose }: Props) {
  return (
    <Modal opened={of !== null} onClose={onClose} title={of && `Assign ${of.text}`} centered>
      {of && <Form of={of} onClose={onClose} />}
    </Modal>
  );
}

function Form({ of, onClose }: Props & { of: Chosen }) {
  const act = useTaskAct();
  const { assignees } = useTaskChoices(true);
  const [owner, setOwner] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const assign = () => send<{ act: number; changed: number }>('POST', '/api/tasks/assign', { ...of.which, owner: owner.trim() || null });
    const done = await act.run(async () => {
      const { act: number, changed } = await assign();
      return {
        text: changed === 0 ? 'They had this owner already.' : `${plural(changed, 'task')} given to ${owner.trim() || 'nobody'}.`,
        ...(changed > 0 && { act: number }),
      };
    });
    if (done) onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <OwnerInput value={owner} onChange={setOwner} assignees={assignees} description="Empty: nobody’s." />
      <DialogEnd act={act} label="Assign" onClose={onClose} />
    </form>
  );
}
