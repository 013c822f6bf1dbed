'use client';

import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { maxSlaDays, type Sla, slaBands } from '../../lib/model/sla.ts';
import { bandText } from '../glossary.ts';
import { SaidLine } from './SaidLine.tsx';
import classes from './settings.module.css';
import { send, useAct } from './useAct.ts';

/** How many days a task may take, by the worst band of what it is about. */
export function SlaForm({ sla }: { sla: Sla }) {
  const act = useAct();
  const [days, setDays] = useState<Record<keyof Sla, number | string>>(sla);
  const isSame = slaBands.every((band) => Number(days[band]) === sla[band]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = Object.fromEntries(slaBands.map((band) => [band, Number(days[band])]));
    void act.run(() => send('PUT', '/api/sla', body).then(() => 'Tasks from now on take these; those that are there keep their due dates.'));
  };
  return (
    <form onSubmit={submit} className={classes.slas}>
      {slaBands.toReversed().map((band) => (
        <NumberInput
          key={band}
          label={band === 'other' ? 'No band known' : bandText[band]}
          value={days[band]}
          onChange={(value) => setDays({ ...days, [band]: value })}
          min={1}
          max={maxSlaDays}
          allowDecimal={false}
          suffix=" days"
          required
          withAsterisk={false}
        />
      ))}
      <div className={classes.acts}>
        <Button type="submit" loading={act.busy} variant="default" disabled={isSame}>
          Set the SLAs
        </Button>
        <SaidLine said={act.said} />
      </div>
    </form>
  );
}
