'use client';

import { Button, Modal, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HandedLink as Link } from '../../lib/model/people.ts';
import { CopyText } from '../CopyText.tsx';
import { Time } from '../Time.tsx';
import classes from './settings.module.css';

/** A link that is shown once, to be handed over by whoever made it. */
export function HandedLink({ link, to, onClose }: { link: Link | null; to: string; onClose: () => void }) {
  const [origin, setOrigin] = useState('');
  useEffect(() => setOrigin(location.origin), []);
  return (
    <Modal opened={link !== null} onClose={onClose} title={`A link for ${to}`} centered size="lg">
      {link && (
        <div className={classes.choices}>
          <Text size="sm">
            Hand it over in a way that you trust: Keyblast sends no mail. It works once, until <Time at={link.expiresAt} />, and is shown only here.
          </Text>
          <TextInput
            label="One-time link"
            readOnly
            value={`${origin}${link.path}`}
            onFocus={(event) => event.currentTarget.select()}
            data-autofocus
            className={classes.link}
          />
          <div className={classes.acts}>
            <CopyText text={`${origin}${link.path}`} what="the link" place="dialog" />
            <Button variant="default" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
