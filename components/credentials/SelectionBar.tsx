'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import classes from './SelectionBar.module.css';
import { maxSelected } from './tableParams.ts';

/** What can be done with the selected rows, wherever they are; it stays in sight while one goes on selecting. */
export function SelectionBar({
  count,
  elsewhere,
  copying,
  onCopy,
  onClear,
  children,
}: {
  count: number;
  /** How many of them this page does not show. */
  elsewhere: number;
  copying: boolean;
  onCopy: () => void;
  onClear: () => void;
  /** The menu of exports. */
  children: ReactNode;
}) {
  return (
    <section className={classes.bar} aria-label="Selected rows">
      <p className={classes.count} role="status">
        <strong>{plural(count, 'row')} selected</strong>
        {elsewhere > 0 && <span className={classes.quiet}> {elsewhere === count ? 'not on this page' : `${elsewhere} of them not on this page`}</span>}
        {count >= maxSelected && <span className={classes.quiet}>, which is all that can be selected; a filter has no such limit</span>}
      </p>
      <div className={classes.acts}>
        {children}
        <Button variant="default" size="xs" leftSection={<IconCopy size={15} />} onClick={onCopy} loading={copying}>
          Copy keys
        </Button>
        <Button variant="subtle" size="xs" onClick={onClear}>
          Clear
        </Button>
      </div>
    </section>
  );
}

/** The keys to copy by hand, where the browser does not let a page do it. */
export function KeysDialog({ keys, onClose }: { keys: string | null; onClose: () => void }) {
  const [shown, setShown] = useState('');
  if (keys !== null && keys !== shown) setShown(keys); // stays while the dialog fades away
  return (
    <Modal opened={keys !== null} onClose={onClose} title="The keys of the selected rows" centered>
      <Textarea
        aria-label="Keys"
        description="This browser does not let the page copy; select all and copy it yourself."
        readOnly
        autosize
        maxRows={16}
        value={shown}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
    </Modal>
  );
}
