'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '../settings/useAct.ts';
import { UndoNotice } from './UndoNotice.tsx';

/** What an act says when it is done, and which act of the server's it was, where it can be taken back. */
export type Done = { text: string; act?: number };

/** One act on tasks: while it runs, what went wrong, and how to take it back. The screen is read anew afterwards. */
export function useTaskAct() {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const run = async (work: () => Promise<Done>): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { text, act } = await work();
      tell(text, act, () => router.refresh());
      router.refresh();
      return true;
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run, clear: () => setFailure(undefined) };
}

function tell(text: string, act: number | undefined, again: () => void): void {
  const id = notifications.show({ message: text, withBorder: true, autoClose: 8000 });
  if (act === undefined) return;
  const undo = () =>
    send('POST', '/api/tasks/undo', { act })
      .then(() => notifications.update({ id, message: 'Taken back.', withBorder: true, autoClose: 4000 }))
      .catch((error: Error) => notifications.update({ id, message: error.message, color: 'red', withBorder: true, autoClose: 8000 }))
      .finally(again);
  notifications.update({ id, message: <UndoNotice text={text} onUndo={undo} />, withBorder: true, autoClose: 12_000 });
}
