'use client';

import { Button } from '@mantine/core';
import { send } from '../settings/useAct.ts';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';

/** Closes a campaign, or goes on with it: either takes the other back. */
export function CampaignActs({ id, closed }: { id: number; closed: boolean }) {
  const act = useTaskAct();
  const turn = () =>
    act.run(async () => {
      await send('POST', `/api/campaigns/${id}/${closed ? 'reopen' : 'close'}`);
      return { text: closed ? 'The campaign goes on.' : 'Closed. Its tasks stay what they are.' };
    });
  return (
    <div className={classes.atEnd}>
      {act.failure && (
        <span className={classes.failure} role="alert">
          {act.failure}
        </span>
      )}
      <Button size="xs" variant="default" loading={act.busy} onClick={turn}>
        {closed ? 'Go on with it' : 'Close'}
      </Button>
    </div>
  );
}
