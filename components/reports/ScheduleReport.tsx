'use client';

import { Button, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { audiences, audienceText } from '../../lib/model/reports.ts';
import { send, useAct } from '../settings/useAct.ts';
import classes from './reports.module.css';

/** Has reports made by themselves. */
export function ScheduleReport() {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        Schedule a report
      </Button>
      <Modal opened={opened} onClose={close} title="Schedule a report" centered>
        {opened && <Form onClose={close} />}
      </Modal>
    </>
  );
}

const usual = [
  { value: '0 6 * * 1', label: 'Every Monday at 06:00' },
  { value: '0 6 1 * *', label: 'On the first of each month at 06:00' },
  { value: '0 6 1 1,4,7,10 *', label: 'Each quarter, on its first day at 06:00' },
];

function Form({ onClose }: { onClose: () => void }) {
  const act = useAct();
  const [audience, setAudience] = useState<string>('board');
  const [cron, setCron] = useState('0 6 1 * *');
  const [filter, setFilter] = useState('');
  const [periodDays, setPeriodDays] = useState<number | string>(30);
  const [keepDays, setKeepDays] = useState<number | string>(400);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      await send('POST', '/api/reports/schedules', { audience, filter, cron, periodDays: Number(periodDays), keepDays: Number(keepDays) });
      return 'Scheduled.';
    });
    if (done) onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Select
        label="For whom"
        data={audiences.map((value) => ({ value, label: audienceText[value] }))}
        value={audience}
        onChange={(value) => value && setAudience(value)}
        allowDeselect={false}
      />
      <Select
        label="When"
        data={usual}
        value={usual.some(({ value }) => value === cron) ? cron : null}
        placeholder="As written below"
        onChange={(value) => value && setCron(value)}
      />
      <TextInput
        label="as cron, in UTC"
        description="Minute, hour, day of the month, month, day of the week."
        value={cron}
        onChange={(event) => setCron(event.currentTarget.value)}
        autoComplete="off"
        required
        withAsterisk={false}
      />
      <NumberInput label="Period, in days" value={periodDays} onChange={setPeriodDays} min={1} max={366} required withAsterisk={false} />
      <NumberInput label="Keep each for, in days" value={keepDays} onChange={setKeepDays} min={1} max={3660} required withAsterisk={false} />
      <TextInput
        label="Scope"
        description="A filter as on Credentials; empty: everything."
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {act.said?.wrong && (
        <p className={classes.failure} role="alert">
          {act.said.text}
        </p>
      )}
      <div className={classes.atEnd}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={act.busy}>
          Schedule
        </Button>
      </div>
    </form>
  );
}
