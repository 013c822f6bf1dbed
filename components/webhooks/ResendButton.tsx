'use client';

import { Button } from '@mantine/core';
import { SaidLine } from '../settings/SaidLine.tsx';
import settings from '../settings/settings.module.css';
import { send, useAct } from '../settings/useAct.ts';

/** Sends a delivery that failed again. */
export function ResendButton({ id }: { id: number }) {
  const act = useAct();
  return (
    <div className={`${settings.acts} ${settings.below}`}>
      <Button
        size="compact-xs"
        variant="default"
        loading={act.busy}
        onClick={() => act.run(() => send('POST', `/api/webhooks/deliveries/${id}`).then(() => 'It waits to be sent.'))}
        aria-label={`Send delivery ${id} again`}
      >
        Send again
      </Button>
      <SaidLine said={act.said} />
    </div>
  );
}
