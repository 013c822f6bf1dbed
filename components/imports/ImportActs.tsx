'use client';

import { Button, Group, Modal, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import classes from './ImportDesk.module.css';
import { post } from './sendFiles.ts';

type Act = 'confirm' | 'drop' | 'undo';
const words: Record<Act, { label: string; ask: string; does: string }> = {
  confirm: { label: 'Confirm', ask: 'Accept this snapshot?', does: 'What it no longer lists counts as gone from its data time on. You can undo it later.' },
  drop: { label: 'Drop', ask: 'Drop this snapshot?', does: 'Nothing of it will count. The facts that stand stay as they are.' },
  undo: {
    label: 'Undo',
    ask: 'Undo this import?',
    does: 'Everything that its batch of files brought is taken back, and what it superseded stands again. The records of the import stay listed as undone.',
  },
};

/** What may be done with an import, each asked once before it is done; what went wrong is said beside it. */
export function ImportActs({ importId, acts }: { importId: number; acts: Act[] }) {
  const router = useRouter();
  const [asked, setAsked] = useState<Act | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ wrong: boolean; text: string } | null>(null);
  const act = async (what: Act) => {
    setBusy(true);
    const failure = await post(`/api/imports/${importId}/${what}`).then(
      () => null,
      (error: Error) => error.message,
    );
    setBusy(false);
    setAsked(null);
    setSaid(failure ? { wrong: true, text: failure } : { wrong: false, text: what === 'drop' ? 'Dropped.' : 'Done; the figures are being computed anew.' });
    if (!failure) router.refresh();
  };
  return (
    <div className={classes.importActs}>
      {said && !said.wrong ? null : (
        <Group gap={6}>
          {acts.map((what) => (
            <Button key={what} size="xs" variant={what === 'confirm' ? 'filled' : 'default'} onClick={() => setAsked(what)}>
              {words[what].label}
            </Button>
          ))}
        </Group>
      )}
      <span role="status" className={said?.wrong ? classes.wrong : classes.quiet}>
        {said?.text}
      </span>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked && `${words[asked].ask} (import ${importId})`} centered>
        {asked && (
          <>
            <Text size="sm">{words[asked].does}</Text>
            <Group mt="md" justify="flex-end">
              <Button variant="default" onClick={() => setAsked(null)}>
                Leave it
              </Button>
              <Button loading={busy} onClick={() => act(asked)} data-autofocus>
                {words[asked].label} it
              </Button>
            </Group>
          </>
        )}
      </Modal>
    </div>
  );
}
