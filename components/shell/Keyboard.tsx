'use client';

import { Modal } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { destinations } from './destinations.ts';
import classes from './Keyboard.module.css';

const elsewhere = [
  { keys: ['/'], does: 'Search credentials' },
  { keys: ['?'], does: 'This help' },
  { keys: ['j', 'k'], does: 'Next and previous row of a table' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['f'], does: 'To the filter of a table' },
];

/** True while a person types text, or holds a modifier: then a letter is a letter. */
function typing(event: KeyboardEvent): boolean {
  const at = event.target;
  return (
    event.metaKey || event.ctrlKey || event.altKey || (at instanceof HTMLElement && (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName)))
  );
}

/** Shortcuts that work on every screen, and their help. `g` waits a second for its second key. */
export function Keyboard({ help, openHelp, closeHelp }: { help: boolean; openHelp: () => void; closeHelp: () => void }) {
  const router = useRouter();
  const wentAt = useRef(0);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (typing(event)) return;
      const destination = event.timeStamp - wentAt.current < 1000 ? destinations.find(({ key }) => key === event.key) : undefined;
      wentAt.current = event.key === 'g' ? event.timeStamp : 0;
      if (destination) router.push(destination.href);
      else if (event.key === '?') openHelp();
      else if (event.key === '/') spotlight.open();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [router, openHelp]);

  return (
    <Modal opened={help} onClose={closeHelp} title="Keyboard shortcuts" centered>
      <dl className={classes.keys}>
        {destinations.map(({ key, label }) => (
          <Shortcut key={key} keys={['g', key]} does={`Go to ${label}`} />
        ))}
        {elsewhere.map((shortcut) => (
          <Shortcut key={shortcut.does} {...shortcut} />
        ))}
      </dl>
    </Modal>
  );
}

function Shortcut({ keys, does }: { keys: string[]; does: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
