'use client';

import { Button } from '@mantine/core';
import { send } from '../settings/useAct.ts';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

const words = {
  start: { label: 'Start', done: 'in progress' },
  claim: { label: 'Claim done', done: 'claimed done; the next complete data show whether it is' },
};

/** The next step of a task on the board. */
export function QuickMove({ task, to }: { task: number; to: keyof typeof words }) {
  const act = useTaskAct();
  const move = () =>
    act.run(async () => {
      await send('POST', `/api/tasks/${task}/${to}`);
      return { text: `Task ${task} is ${words[to].done}.` };
    });
  return (
    <>
      <Button variant="default" size="compact-xs" loading={act.busy} onClick={move} className={classes.act}>
        {words[to].label}
      </Button>
      {act.failure && (
        <span className={classes.failure} role="alert">
          {act.failure}
        </span>
      )}
    </>
  );
}
