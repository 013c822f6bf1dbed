'use client';

import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import { SaidLine } from './SaidLine.tsx';
import classes from './settings.module.css';
import { send, useAct } from './useAct.ts';

/** Sets T for the analyses to come. */
export function HorizonForm({ days, most, usual }: { days: number; most: number; usual: number }) {
  const act = useAct();
  const [value, setValue] = useState<number | string>(days);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    act.run(() =>
      send<{ days: number }>('PUT', '/api/horizon', { days: Number(value) }).then(({ days: set }) => `The next analysis takes T = ${plural(set, 'day')}.`),
    );
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <NumberInput
        label="T in days"
        description={`From 1 to ${most}; ${usual} is what the field reports.`}
        value={value}
        onChange={setValue}
        min={1}
        max={most}
        allowDecimal={false}
        required
        withAsterisk={false}
      />
      <div className={classes.acts}>
        <Button type="submit" loading={act.busy} variant="default" disabled={Number(value) === days}>
          Set T
        </Button>
        <SaidLine said={act.said} />
      </div>
    </form>
  );
}
