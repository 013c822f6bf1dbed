'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { HandedSecret as Handed } from '../../lib/model/webhooks.ts';
import { HandedSecret } from './HandedSecret.tsx';
import { WebhookForm } from './WebhookForm.tsx';

/** A further webhook: its form, and then the secret that it was given, this once. */
export function AddWebhook() {
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<{ name: string; handed: Handed } | null>(null);
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setAsking(true)}>
        Add a webhook
      </Button>
      <WebhookForm
        opened={asking}
        onClose={() => setAsking(false)}
        onSaved={(name, handed) => {
          setAsking(false);
          if (handed) setMade({ name, handed });
        }}
      />
      <HandedSecret name={made?.name ?? ''} handed={made?.handed ?? null} onClose={() => setMade(null)} />
    </>
  );
}
