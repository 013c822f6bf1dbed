'use client';

import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/**
 * Puts a text into the clipboard.
 * @param what   as in "Copy the policy"
 * @param place  beside the text itself, where "Copy" says enough; among other buttons; the one thing to do in a dialog
 */
export function CopyText({ text, what, place = 'button' }: { text: string; what: string; place?: 'beside' | 'button' | 'dialog' }) {
  const icon = { beside: 13, button: 14, dialog: 16 }[place];
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size={{ beside: 'compact-xs', button: 'xs', dialog: 'sm' }[place]}
          variant={place === 'dialog' ? 'filled' : 'default'}
          onClick={copy}
          leftSection={copied ? <IconCheck size={icon} /> : <IconCopy size={icon} />}
          {...(place === 'beside' && { 'aria-label': `Copy ${what}` })}
        >
          {copied ? 'Copied' : place === 'beside' ? 'Copy' : `Copy ${what}`}
        </Button>
      )}
    </CopyButton>
  );
}
