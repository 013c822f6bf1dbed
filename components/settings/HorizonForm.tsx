'use client';

import { Button, NumberInput, Switch } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import { type Horizon, originText } from '../../lib/model/horizon.ts';
import { SaidLine } from './SaidLine.tsx';
import classes from './settings.module.css';
import { send, useAct } from './useAct.ts';

/** Sets T for the analyses to come, and whether it stays once there is a median of one's own. */
export function HorizonForm({ horizon, most, usual, needed }: { horizon: Horizon; most: number; usual: number; needed: number }) {
  const act = useAct();
  const [value, setValue] = useState<number | string>(horizon.set ?? usual);
  const [hold, setHold] = useState(horizon.hold);
  const isSame = Number(value) === (horizon.set ?? usual) && hold === horizon.hold;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void act.run(() =>
      send<Horizon>('PUT', '/api/horizon', { days: Number(value), hold }).then(
        ({ days, origin }) => `The next analysis takes T = ${plural(days, 'day')}, ${originText[origin]}.`,
      ),
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
      <Switch
        size="sm"
        label="This T stays, whatever is measured"
        description={`Otherwise T follows the median time to contain of your own from ${needed} closures of band medium and above on.`}
        checked={hold}
        onChange={(event) => setHold(event.currentTarget.checked)}
      />
      <div className={classes.acts}>
        <Button type="submit" loading={act.busy} variant="default" disabled={isSame}>
          Set T
        </Button>
        <SaidLine said={act.said} />
      </div>
    </form>
  );
}
