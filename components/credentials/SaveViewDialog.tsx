'use client';

import { Button, Group, Modal, Switch, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { SavedView, TableView } from '../../lib/model/savedView.ts';
import { post } from '../imports/sendFiles.ts';
import classes from './SaveViewDialog.module.css';

/** What the dialog is open for. */
export type Saving = { kind: 'save' } | { kind: 'rename'; view: SavedView };

type Props = { saving: Saving | null; shown: TableView; views: SavedView[]; mayShare: boolean; onClose: () => void };

/** Keeps what the table shows under a name, or gives a view another name. A name that one has already replaces that view, and the button says so. */
export function SaveViewDialog({ saving, ...props }: Props) {
  const title = saving?.kind === 'rename' ? `Rename “${saving.view.name}”` : 'Save this view';
  return (
    <Modal opened={saving !== null} onClose={props.onClose} title={title} centered>
      {saving && <Form saving={saving} {...props} />}
    </Modal>
  );
}

function Form({ saving, shown, views, mayShare, onClose }: Props & { saving: Saving }) {
  const router = useRouter();
  const renamed = saving.kind === 'rename' ? saving.view : undefined;
  const [name, setName] = useState(renamed?.name ?? '');
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const same = renamed ? undefined : views.find((view) => view.mine && view.name.toLowerCase() === name.trim().toLowerCase());
  const { filter, sort, columns } = shown;
  const send = (): Promise<unknown> => {
    if (renamed) return post(`/api/views/${renamed.id}`, { name }, 'PATCH');
    if (same) return post(`/api/views/${same.id}`, { filter, sort, columns }, 'PATCH');
    return post('/api/views', { name, shared, filter, sort, columns });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await send();
      router.refresh();
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={80}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        error={failure}
      />
      {!renamed && (
        <>
          {mayShare && !same && (
            <Switch size="sm" label="Share it with everybody here" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
          )}
          <p className={classes.what}>
            It keeps the filter <code>{filter || 'all credentials'}</code>, the order and the {columns.length} columns; not the selected rows.
          </p>
        </>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {renamed ? 'Rename' : same ? `Replace “${same.name}”` : 'Save'}
        </Button>
      </Group>
    </form>
  );
}
