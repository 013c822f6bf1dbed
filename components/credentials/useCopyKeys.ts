'use client';

import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { CredentialRow } from '../../lib/model/figures.ts';
import { plural } from '../../lib/model/format.ts';
import { messageOf } from '../jobs/useJob.ts';

/** Copies the canonical keys of the selected rows, a line each, in the order of the table. `byHand` has them where the browser does not let a page copy. */
export function useCopyKeys(selected: readonly string[], sort: string) {
  const [busy, setBusy] = useState(false);
  const [byHand, setByHand] = useState<string | null>(null);
  const tell = (message: string, color?: string) => notifications.show({ message, withBorder: true, ...(color && { color }) });
  const copy = async (): Promise<void> => {
    setBusy(true);
    try {
      const found = await keysOf(selected, sort);
      const text = found.join('\n');
      try {
        await navigator.clipboard.writeText(text);
        tell(`${plural(found.length, 'key')} copied.`);
      } catch {
        setByHand(text);
      }
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error), 'red');
    } finally {
      setBusy(false);
    }
  };
  return { busy, byHand, copy, done: () => setByHand(null) };
}

async function keysOf(ids: readonly string[], sort: string): Promise<string[]> {
  const response = await fetch(`/api/credentials?${new URLSearchParams({ ids: ids.join(','), sort })}`);
  const said: unknown = await response.json();
  if (!response.ok) throw new Error(messageOf(said));
  return asRows(said).map(({ credential }) => credential);
}

/** What GET /api/credentials answers where it answers 200. */
function asRows(json: unknown): CredentialRow[] {
  return (json as { rows: CredentialRow[] }).rows;
}
