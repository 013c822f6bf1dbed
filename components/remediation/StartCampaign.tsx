'use client';

import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { send } from '../settings/useAct.ts';
import { DialogEnd } from './DialogEnd.tsx';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

/** Begins a campaign. */
export function StartCampaign() {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        New campaign
      </Button>
      <Modal opened={opened} onClose={close} title="New campaign" centered>
        {opened && <Form onClose={close} />}
      </Modal>
    </>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const act = useTaskAct();
  const [name, setName] = useState('');
  const [goal, setGoal] = useState('');
  const [due, setDue] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      await send('POST', '/api/campaigns', { name, goal, ...(due && { due }) });
      return { text: `“${name.trim()}” has begun. Put tasks into it where you make them.` };
    });
    if (done) onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={120}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
      />
      <Textarea
        label="Goal"
        description="Such as: no static key for agents in prod by March."
        value={goal}
        onChange={(event) => setGoal(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={2000}
        required
        withAsterisk={false}
      />
      <TextInput type="date" label="Due" value={due} onChange={(event) => setDue(event.currentTarget.value)} />
      <DialogEnd act={act} label="Begin" incomplete={name.trim() === '' || goal.trim() === ''} onClose={onClose} />
    </form>
  );
}
