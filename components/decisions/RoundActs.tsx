'use client';

import { Button } from '@mantine/core';
import remediation from '../remediation/remediation.module.css';
import { useTaskAct } from '../remediation/useTaskAct.tsx';
import { send } from '../settings/useAct.ts';

/** Closes a round, or goes on with it. */
export function RoundActs({ id, closed }: { id: number; closed: boolean }) {
  const act = useTaskAct();
  const [what, done] = closed ? (['reopen', 'It goes on.'] as const) : (['close', 'Closed. What waits stays unanswered.'] as const);
  const run = () =>
    act.run(async () => {
      await send('POST', `/api/recertifications/${id}/${what}`);
      return { text: done };
    });
  return (
    <>
      {act.failure && (
        <span className={remediation.failure} role="alert">
          {act.failure}
        </span>
      )}
      <Button size="xs" variant="default" loading={act.busy} onClick={run}>
        {closed ? 'Go on with it' : 'Close it'}
      </Button>
    </>
  );
}
