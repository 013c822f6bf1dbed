'use client';

import { ActionIcon, Button, Menu, Modal, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { HandedSecret as Handed, Webhook } from '../../lib/model/webhooks.ts';
import { SaidLine } from '../settings/SaidLine.tsx';
import settings from '../settings/settings.module.css';
import { send, useAct } from '../settings/useAct.ts';
import { HandedSecret } from './HandedSecret.tsx';
import { WebhookForm } from './WebhookForm.tsx';

type Asked = 'secret' | 'delete';
const words: Record<Asked, { title: string; label: string; does: string }> = {
  secret: {
    title: 'A new secret?',
    label: 'Make a new secret',
    does: 'The present one ends at once: what is signed with it is not believed any more. The new one is shown once.',
  },
  delete: {
    title: 'Delete the webhook?',
    label: 'Delete',
    does: 'Nothing is sent there any more, and its secrets are gone. What was sent stays in the list of deliveries.',
  },
};

/** What an administrator may do with a webhook. The test says at once what came of it. */
export function WebhookActs({ webhook }: { webhook: Webhook }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [editing, setEditing] = useState(false);
  const [handed, setHanded] = useState<Handed | null>(null);
  const act = useAct();
  const address = `/api/webhooks/${webhook.id}`;
  const test = () =>
    act.run(async () => {
      const { arrived, said } = await send<{ arrived: boolean; said: string }>('POST', `${address}/test`);
      if (!arrived) throw new Error(`The test did not arrive: ${said}`);
      return `The test arrived: ${said}`;
    });
  const pause = () => act.run(() => send('PUT', address, { active: !webhook.active }).then(() => ''));
  const run = async (what: Asked) => {
    const done = await act.run(async () => {
      if (what === 'secret') setHanded(await send<Handed>('POST', `${address}/secret`));
      else await send('DELETE', address);
      return '';
    });
    if (done) setAsked(null);
  };
  return (
    <>
      <div className={`${settings.acts} ${settings.atEnd}`}>
        <SaidLine said={asked ? null : act.said} />
        <Button size="xs" variant="default" loading={act.busy && !asked} onClick={test} aria-label={`Send a test to ${webhook.name}`}>
          Send a test
        </Button>
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Change ${webhook.name}`}>
              <IconDots size={17} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setEditing(true)}>Change</Menu.Item>
            <Menu.Item onClick={pause}>{webhook.active ? 'Pause' : 'Resume'}</Menu.Item>
            <Menu.Item onClick={() => setAsked('secret')}>New secret</Menu.Item>
            <Menu.Item onClick={() => setAsked('delete')}>Delete</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <WebhookForm webhook={webhook} opened={editing} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked && `${webhook.name}: ${words[asked].title.toLowerCase()}`} centered>
        {asked && (
          <div className={settings.choices}>
            <Text size="sm">{words[asked].does}</Text>
            <div className={settings.acts}>
              <Button loading={act.busy} onClick={() => run(asked)}>
                {words[asked].label}
              </Button>
              <Button variant="default" onClick={() => setAsked(null)}>
                Cancel
              </Button>
            </div>
            <SaidLine said={act.said} />
          </div>
        )}
      </Modal>
      <HandedSecret name={webhook.name} handed={handed} onClose={() => setHanded(null)} />
    </>
  );
}
