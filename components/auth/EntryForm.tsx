'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './EntryCard.module.css';

type Failed = { error?: { message?: string } };

type Props = {
  action: '/api/sign-in' | '/api/welcome';
  token?: string;
  next: string;
  label: string;
  /** What is not known yet. An address that is known is shown, and cannot be changed. */
  asks: 'everything' | 'name' | 'password' | 'address and password';
  email?: string;
  name?: string;
};

/** Asks who one is, as far as that is not known, and for the password, posts it, and goes on to `next`. */
export function EntryForm({ action, token, next, label, asks, email, name }: Props) {
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setWrong('');
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const sent = await fetch(action, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...fields, token }) }).catch(
      () => undefined,
    );
    if (sent?.ok) return location.assign(next); // a whole new document: nothing of before stays in memory
    const said: Failed = (await sent?.json().catch(() => ({}))) ?? {};
    setWrong(said.error?.message ?? 'The server did not answer. Try again.');
    setBusy(false);
  };
  const named = asks === 'everything' || asks === 'name';
  const isNew = action === '/api/welcome';
  return (
    <form className={classes.form} onSubmit={submit}>
      {named && <TextInput name="name" label="Name" required autoComplete="name" autoFocus defaultValue={name} />}
      <TextInput
        name="email"
        label="E-mail address"
        type="email"
        required
        autoComplete="username"
        autoFocus={asks === 'address and password'}
        defaultValue={email}
        readOnly={email !== undefined}
      />
      <PasswordInput
        name="password"
        label={isNew && !named ? 'New password' : 'Password'}
        required
        minLength={isNew ? 12 : 1}
        description={isNew ? 'At least 12 characters' : undefined}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        autoFocus={asks === 'password'}
      />
      <p className={classes.wrong} role="alert" hidden={!wrong}>
        {wrong}
      </p>
      <Button type="submit" loading={busy} fullWidth>
        {label}
      </Button>
    </form>
  );
}
