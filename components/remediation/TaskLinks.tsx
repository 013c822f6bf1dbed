'use client';

import { Button, CloseButton, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { TaskLink } from '../../lib/model/tasks.ts';
import { send } from '../settings/useAct.ts';
import classes from './TaskLinks.module.css';
import { useTaskAct } from './useTaskAct.tsx';

/** Tickets, runbooks and pull requests that belong to a task. */
export function TaskLinks({ task, links, mayWork }: { task: number; links: TaskLink[]; mayWork: boolean }) {
  const act = useTaskAct();
  const [url, setUrl] = useState('');
  const [title, setTitle] = useState('');
  const change = async (body: object, text: string) =>
    act.run(async () => {
      await send('POST', `/api/tasks/${task}/link`, body);
      return { text };
    });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await change({ url: url.trim(), ...(title.trim() && { title: title.trim() }) }, 'Link added.'))) return;
    setUrl('');
    setTitle('');
  };
  return (
    <>
      {links.length > 0 && (
        <ul className={classes.links}>
          {links.map(({ id, url: href, title: text, addedBy }) => (
            <li key={id}>
              <a href={href} rel="noreferrer noopener" target="_blank">
                {text}
              </a>
              <span className={classes.by}>{addedBy}</span>
              {mayWork && <CloseButton size="sm" aria-label={`Take away the link ${text}`} onClick={() => change({ remove: id }, 'Link taken away.')} />}
            </li>
          ))}
        </ul>
      )}
      {mayWork ? (
        <form onSubmit={submit} className={classes.add}>
          <TextInput
            type="url"
            aria-label="Address"
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            required
            maxLength={2000}
          />
          <TextInput
            aria-label="Title of the link"
            placeholder="Title"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={200}
            autoComplete="off"
          />
          <Button type="submit" size="xs" variant="default" loading={act.busy}>
            Add
          </Button>
        </form>
      ) : (
        links.length === 0 && <p className={classes.none}>No link.</p>
      )}
      {act.failure && (
        <p className={classes.failure} role="alert">
          {act.failure}
        </p>
      )}
    </>
  );
}
