'use client';

import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { send, useAct } from '../settings/useAct.ts';
import classes from './reports.module.css';

/** Takes a report out of the library, once it was asked again. */
export function DeleteReport({ report, title }: { report: number; title: string }) {
  const [opened, setOpened] = useState(false);
  const act = useAct();
  const remove = () =>
    act.run(async () => {
      await send('DELETE', `/api/reports/${report}`);
      setOpened(false);
      return 'Deleted.';
    });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${title}`} onClick={() => setOpened(true)}>
        <IconTrash size={16} stroke={1.6} aria-hidden="true" />
      </ActionIcon>
      <Modal opened={opened} onClose={() => setOpened(false)} title={`Delete ${title}`} centered>
        <p>
          It and its files are gone then. Files that were taken out can still be verified by their signatures; reports that are compared with it stay as they
          are.
        </p>
        {act.said?.wrong && (
          <p className={classes.failure} role="alert">
            {act.said.text}
          </p>
        )}
        <div className={classes.atEnd}>
          <Button variant="default" onClick={() => setOpened(false)}>
            Keep it
          </Button>
          <Button color="red" loading={act.busy} onClick={remove}>
            Delete
          </Button>
        </div>
      </Modal>
    </>
  );
}
