'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { send } from '../settings/useAct.ts';
import classes from './remediation.module.css';
import { OwnerInput } from './TaskDialog.tsx';
import { useTaskAct } from './useTaskAct.tsx';
import { useTaskChoices } from './useTaskChoices.ts';

type Fields = { title: string; owner: string; due: string; campaign: string | null };
type Props = { id: number; fields: Fields /** As the present campaign is called: it may be closed. */; campaignName?: string };

/** Title, owner, due day and campaign of a task; what is left as it is is not sent. */
export function TaskFields({ id, fields, campaignName }: Props) {
  const act = useTaskAct();
  const { assignees, campaigns } = useTaskChoices(true);
  const [now, setNow] = useState(fields);
  const set = (change: Partial<Fields>) => setNow({ ...now, ...change });
  const offered = campaigns.map(({ id: each, name }) => ({ value: String(each), label: name }));
  if (fields.campaign && !offered.some(({ value }) => value === fields.campaign))
    offered.push({ value: fields.campaign, label: campaignName ?? fields.campaign });
  const changed = {
    ...(now.title.trim() !== fields.title && { title: now.title.trim() }),
    ...(now.owner.trim() !== fields.owner && { owner: now.owner.trim() || null }),
    ...(now.due !== fields.due && now.due !== '' && { due: now.due }),
    ...(now.campaign !== fields.campaign && { campaign: now.campaign === null ? null : Number(now.campaign) }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void act.run(async () => {
      const { act: number } = await send<{ act: number }>('POST', `/api/tasks/${id}/change`, changed);
      return { text: 'Changed.', ...('owner' in changed && Object.keys(changed).length === 1 && { act: number }) };
    });
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label="Title"
        value={now.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        maxLength={200}
        required
        withAsterisk={false}
        autoComplete="off"
      />
      <div className={classes.pair}>
        <OwnerInput value={now.owner} onChange={(owner) => set({ owner })} assignees={assignees} />
        <TextInput type="date" label="Due" value={now.due} onChange={(event) => set({ due: event.currentTarget.value })} required withAsterisk={false} />
        <Select label="Campaign" data={offered} value={now.campaign} onChange={(campaign) => set({ campaign })} clearable placeholder="None" />
      </div>
      {act.failure && (
        <p className={classes.failure} role="alert">
          {act.failure}
        </p>
      )}
      <div className={classes.atEnd}>
        <Button type="submit" variant="default" loading={act.busy} disabled={Object.keys(changed).length === 0}>
          Save
        </Button>
      </div>
    </form>
  );
}
