'use client';

import { Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { BlastBudget } from '../../lib/model/decisions.ts';
import { actionClasses } from '../../lib/model/facts.ts';
import { plural } from '../../lib/model/format.ts';
import { bands } from '../../lib/model/weights.ts';
import { bandText } from '../glossary.ts';
import remediation from '../remediation/remediation.module.css';
import { send } from '../settings/useAct.ts';
import classes from './decisions.module.css';

type Today = (Pick<BlastBudget, 'band' | 'classes'> & { credentials: number }) | null;
type Props = {
  budget: BlastBudget | undefined;
  onChange: (budget: BlastBudget | undefined) => void;
  about: { agent: string } | { system: string };
  mayAsk: boolean;
};
const start: BlastBudget = { band: 'low', classes: ['list', 'read'], jewels: 0 };

/** The ceiling of band, classes and crown jewels; what is done today can be taken over. */
export function BudgetFields({ budget, onChange, about, mayAsk }: Props) {
  const [said, setSaid] = useState('');
  const takeToday = () =>
    send<Today>('POST', '/api/decisions/use', about)
      .then((today) => {
        if (!today || today.credentials === 0) return setSaid('The last analysis knows no usable credential of it.');
        setSaid(
          `${plural(today.credentials, 'usable credential')}: a takeover is ${today.band}, and comes to up to ${today.classes.join(', ') || 'no class'}.`,
        );
        onChange({ band: today.band, classes: today.classes, jewels: budget?.jewels ?? 0 });
      })
      .catch((error: Error) => setSaid(error.message));
  return (
    <fieldset className={classes.fieldset}>
      <legend>Blast budget</legend>
      <Checkbox
        label="At most this much may be done if it is taken over"
        checked={budget !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? start : undefined)}
      />
      {budget && (
        <>
          <NativeSelect
            label="Band"
            value={budget.band}
            onChange={(event) => onChange({ ...budget, band: bands.find((each) => each === event.currentTarget.value) ?? budget.band })}
            data={bands.map((value) => ({ value, label: bandText[value] }))}
          />
          <Checkbox.Group
            label="Classes"
            value={budget.classes}
            onChange={(names) => onChange({ ...budget, classes: actionClasses.filter((name) => names.includes(name)) })}
          >
            <div className={classes.classes}>
              {actionClasses.map((name) => (
                <Checkbox key={name} value={name} label={name} size="xs" />
              ))}
            </div>
          </Checkbox.Group>
          <NumberInput
            label="Crown jewels"
            description="How many different resources of sensitivity 5."
            value={budget.jewels}
            onChange={(value) => onChange({ ...budget, jewels: Math.max(0, Math.floor(Number(value) || 0)) })}
            min={0}
            allowDecimal={false}
          />
          <div>
            <Button variant="default" size="xs" disabled={!mayAsk} onClick={takeToday}>
              Take what it does today
            </Button>
          </div>
          <p className={remediation.explained} role="status">
            {said}
          </p>
        </>
      )}
    </fieldset>
  );
}
