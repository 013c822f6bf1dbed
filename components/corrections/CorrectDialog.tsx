'use client';

import { Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type CorrectionSubject, correctionDoes, correctionSays, correctionText } from '../../lib/model/corrections.ts';
import { BreakableText } from '../BreakableText.tsx';
import { DialogEnd } from '../remediation/DialogEnd.tsx';
import { isGiven, noReason, ReasonUntilFields } from '../remediation/ReasonUntilFields.tsx';
import forms from '../remediation/remediation.module.css';
import { useTaskAct } from '../remediation/useTaskAct.tsx';
import { send } from '../settings/useAct.ts';
import classes from './corrections.module.css';

/** Why it is wrong, and until when that is to be believed. */
export function CorrectDialog({ subject, onClose }: { subject: CorrectionSubject; onClose: () => void }) {
  const act = useTaskAct();
  const [why, setWhy] = useState(noReason);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      await send('POST', '/api/corrections', { ...subject, ...why });
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
        <ReasonUntilFields value={why} onChange={setWhy} after="Then it ends by itself, and says so." autoFocus />
        <DialogEnd act={act} label="Put it beside the facts" incomplete={!isGiven(why)} onClose={onClose} />
      </form>
    </Modal>
  );
}
