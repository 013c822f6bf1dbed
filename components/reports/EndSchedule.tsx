'use client';

import { Button } from '@mantine/core';
import { send, useAct } from '../settings/useAct.ts';
import classes from './reports.module.css';

/** No more reports by a schedule; those that were made stay. */
export function EndSchedule({ schedule }: { schedule: number }) {
  const act = useAct();
  const end = () =>
    act.run(async () => {
      await send('DELETE', `/api/reports/schedules/${schedule}`);
      return 'Ended.';
    });
  return (
    <>
      <Button size="compact-xs" variant="default" loading={act.busy} onClick={end}>
        End
      </Button>
      {act.said?.wrong && (
        <p className={classes.failure} role="alert">
          {act.said.text}
        </p>
      )}
    </>
  );
}
