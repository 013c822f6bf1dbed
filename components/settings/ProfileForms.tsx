'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { plural } from '../../lib/model/format.ts';
import { SaidLine } from './SaidLine.tsx';
import classes from './settings.module.css';
import { send, useAct } from './useAct.ts';

const fieldsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']));

/** The name that others see beside what one did. */
export function NameForm({ name }: { name: string }) {
  const act = useAct();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = fieldsOf(event.currentTarget);
    act.run(() => send('POST', '/api/profile/name', fields).then(() => 'Saved.'));
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput name="name" label="Name" description="Others see it beside what you did." defaultValue={name} required maxLength={200} autoComplete="name" />
      <div className={classes.acts}>
        <Button type="submit" loading={act.busy} variant="default">
          Save the name
        </Button>
        <SaidLine said={act.said} />
      </div>
    </form>
  );
}

/** A new password, for who knows the present one. */
export function PasswordForm({ email, minLength }: { email: string; minLength: number }) {
  const act = useAct();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = fieldsOf(form);
    const done = await act.run(async () => {
      const { ended } = await send<{ ended: number }>('POST', '/api/profile/password', fields);
      return ended > 0 ? `Changed; ${plural(ended, 'other session')} ended.` : 'Changed.';
    });
    if (done) form.reset();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <input type="email" name="email" value={email} readOnly hidden autoComplete="username" />
      <PasswordInput name="current" label="Present password" required autoComplete="current-password" />
      <PasswordInput
        name="password"
        label="New password"
        description={`At least ${minLength} characters`}
        required
        minLength={minLength}
        autoComplete="new-password"
      />
      <div className={classes.acts}>
        <Button type="submit" loading={act.busy} variant="default">
          Change the password
        </Button>
        <SaidLine said={act.said} />
      </div>
    </form>
  );
}

/** Signs out everywhere but here. */
export function EndOtherSessions({ others }: { others: number }) {
  const act = useAct();
  const end = () =>
    act.run(async () => {
      const { ended } = await send<{ ended: number }>('POST', '/api/profile/end-sessions');
      return `${plural(ended, 'other session')} ended.`;
    });
  return (
    <div className={classes.acts}>
      <Button variant="default" loading={act.busy} onClick={end} disabled={others === 0}>
        Sign out everywhere else
      </Button>
      <SaidLine said={act.said} />
    </div>
  );
}
