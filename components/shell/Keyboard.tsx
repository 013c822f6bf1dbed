'use client';

import { Modal } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { destinations } from './destinations.ts';
import classes from './Keyboard.module.css';
import { everywhere, onCredentials, onDecisions, onTasks, type Shortcut } from './shortcuts.ts';
import { goesWithinMs, isTyping } from './useKeys.ts';

const groups: { title: string; shortcuts: Shortcut[] }[] = [
  { title: 'Everywhere', shortcuts: [...everywhere, ...destinations.map(({ key, label }) => ({ keys: ['g', key], does: `Go to ${label}` }))] },
  { title: 'In the table of credentials', shortcuts: onCredentials },
  { title: 'In Remediation', shortcuts: onTasks },
  { title: 'In Decisions', shortcuts: onDecisions },
];

/** Shortcuts that work on every screen, and their help. `g` waits a second for its second key. */
export function Keyboard({ help, openHelp, closeHelp }: { help: boolean; openHelp: () => void; closeHelp: () => void }) {
  const router = useRouter();
  const wentAt = useRef(Number.NEGATIVE_INFINITY); // times count from when the page was opened: 0 would be just now
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event)) return;
      const destination = event.timeStamp - wentAt.current < goesWithinMs ? destinations.find(({ key }) => key === event.key) : undefined;
      wentAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
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
    <Modal opened={help} onClose={closeHelp} title="Keyboard shortcuts" centered size={800}>
      <div className={classes.groups}>
        {groups.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.keys}>
              {shortcuts.map((shortcut) => (
                <Row key={shortcut.does} {...shortcut} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Row({ keys, does }: Shortcut) {
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
