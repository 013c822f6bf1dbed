'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './EntryCard.module.css';

type Failed = { error?: { message?: string } };

/** Asks for name (at the first start), e-mail address and password, posts them, and goes on to `next`. */
export function EntryForm({ action, token, next, label }: { action: '/api/sign-in' | '/api/welcome'; token?: string; next: string; label: string }) {
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
  const first = action === '/api/welcome';
  return (
    <form className={classes.form} onSubmit={submit}>
      {first && <TextInput name="name" label="Name" required autoComplete="name" autoFocus />}
      <TextInput name="email" label="E-mail address" type="email" required autoComplete="username" autoFocus={!first} />
      <PasswordInput
        name="password"
        label="Password"
        required
        minLength={first ? 12 : 1}
        description={first ? 'At least 12 characters' : undefined}
        autoComplete={first ? 'new-password' : 'current-password'}
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
