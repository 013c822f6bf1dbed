'use client';

import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type CorrectionSubject, correctionDoes, correctionSays, correctionText } from '../../lib/model/corrections.ts';
import { BreakableText } from '../BreakableText.tsx';
import forms from '../remediation/remediation.module.css';
import { useTaskAct } from '../remediation/useTaskAct.tsx';
import { send } from '../settings/useAct.ts';
import classes from './corrections.module.css';

/** Why it is wrong, and until when that is to be believed. */
export function CorrectDialog({ subject, onClose }: { subject: CorrectionSubject; onClose: () => void }) {
  const act = useTaskAct();
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      await send('POST', '/api/corrections', { ...subject, reason, expires });
      return { text: 'The correction is in force; the next analysis is computed with it.' };
    });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={correctionSays[subject.kind]} centered>
      <form onSubmit={submit} className={forms.form}>
        <p className={classes.about}>
          <BreakableText text={correctionText(subject)} />
        </p>
        <p className={forms.explained}>
          {correctionDoes[subject.kind]} The facts stay, and so does this beside them, with your name. No task counts as done by it: tasks are verified by facts
          alone.
        </p>
        <Textarea
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={3}
          maxLength={4000}
          required
          withAsterisk={false}
          data-autofocus
        />
        <TextInput
          type="date"
          label="Until"
          description="At most a year on. Then it ends by itself, and says so."
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        {act.failure && (
          <p className={forms.failure} role="alert">
            {act.failure}
          </p>
        )}
        <div className={forms.atEnd}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={act.busy} disabled={reason.trim() === '' || expires === ''}>
            Put it beside the facts
          </Button>
        </div>
      </form>
    </Modal>
  );
}
