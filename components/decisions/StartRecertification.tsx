'use client';

import { Autocomplete, Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import type { Recertification } from '../../lib/model/recertification.ts';
import { DialogEnd } from '../remediation/DialogEnd.tsx';
import classes from '../remediation/remediation.module.css';
import { useTaskAct } from '../remediation/useTaskAct.tsx';
import { send } from '../settings/useAct.ts';
import { roundHref } from './decisionLinks.ts';

/** Begins a round. @param owners those that data name, with the most credentials first */
export function StartRecertification({ owners }: { owners: string[] }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        New recertification
      </Button>
      <Modal opened={opened} onClose={close} title="New recertification" centered>
        {opened && <Form owners={owners} onClose={close} />}
      </Modal>
    </>
  );
}

function Form({ owners, onClose }: { owners: string[]; onClose: () => void }) {
  const act = useTaskAct();
  const router = useRouter();
  const [owner, setOwner] = useState('');
  const [due, setDue] = useState('');
  const [note, setNote] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      const round = await send<Recertification>('POST', '/api/recertifications', { owner, due, ...(note.trim() && { note }) });
      router.push(roundHref(round.id));
      return { text: `${plural(round.items, 'item')} to be confirmed.` };
    });
    if (done) onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <p className={classes.explained}>It lists what the owner answers for now: the decisions about their agents, and their usable credentials.</p>
      <Autocomplete label="Owner" value={owner} onChange={setOwner} data={owners} limit={8} required withAsterisk={false} data-autofocus />
      <TextInput type="date" label="Due" value={due} onChange={(event) => setDue(event.currentTarget.value)} required withAsterisk={false} />
      <Textarea label="Note" value={note} onChange={(event) => setNote(event.currentTarget.value)} autosize minRows={2} maxLength={2000} />
      <DialogEnd act={act} label="Begin" incomplete={owner.trim() === '' || due === ''} onClose={onClose} />
    </form>
  );
}
