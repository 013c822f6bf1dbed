'use client';

import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { send } from '../settings/useAct.ts';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

/** Says something about a task; it stays in the history. */
export function CommentForm({ task }: { task: number }) {
  const act = useTaskAct();
  const [text, setText] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      await send('POST', `/api/tasks/${task}/comment`, { text });
      return { text: 'Comment kept.' };
    });
    if (done) setText('');
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Textarea
        aria-label="Comment"
        placeholder="Comment"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={4000}
      />
      {act.failure && (
        <p className={classes.failure} role="alert">
          {act.failure}
        </p>
      )}
      <div className={classes.atEnd}>
        <Button type="submit" size="xs" variant="default" loading={act.busy} disabled={text.trim() === ''}>
          Comment
        </Button>
      </div>
    </form>
  );
}
