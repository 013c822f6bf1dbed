'use client';

import { Button, Modal, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HandedSecret as Handed } from '../../lib/model/webhooks.ts';
import { CopyText } from '../CopyText.tsx';
import settings from '../settings/settings.module.css';

/** The secret of a webhook, shown this once, with what to do with it. */
export function HandedSecret({ name, handed, onClose }: { name: string; handed: Handed | null; onClose: () => void }) {
  const [origin, setOrigin] = useState('');
  useEffect(() => setOrigin(location.origin), []);
  const incoming = handed?.incoming;
  return (
    <Modal opened={handed !== null} onClose={onClose} title={`The secret of ${name}`} centered size="lg">
      {handed && (
        <div className={settings.choices}>
          <Text size="sm">
            {incoming
              ? 'Give both to the tracker as a webhook for changes of issues: what it says back is believed only with this signature. The secret is shown only here.'
              : 'Give it to the receiver, which checks with it that a notice comes from here and is new. It is shown only here.'}
          </Text>
          {incoming && <Shown label="Address for the tracker" value={`${origin}${incoming.path}`} what="address" />}
          <Shown label="Secret" value={incoming?.secret ?? handed.secret ?? ''} what="secret" />
          <div className={settings.acts}>
            <Button variant="default" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

const Shown = ({ label, value, what }: { label: string; value: string; what: string }) => (
  <TextInput
    label={label}
    readOnly
    value={value}
    onFocus={(event) => event.currentTarget.select()}
    className={settings.link}
    rightSectionWidth={92}
    rightSection={<CopyText text={value} what={`the ${what}`} place="beside" />}
  />
);
