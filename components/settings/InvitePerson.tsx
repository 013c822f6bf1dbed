'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { HandedLink as Link } from '../../lib/model/people.ts';
import type { Role } from '../../lib/model/roles.ts';
import { HandedLink } from './HandedLink.tsx';
import { RoleChoice } from './RoleChoice.tsx';
import { SaidLine } from './SaidLine.tsx';
import classes from './settings.module.css';
import { send, useAct } from './useAct.ts';

/** Asks who is invited, as what, and shows the link. */
export function InvitePerson() {
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>('viewer');
  const [made, setMade] = useState<{ link: Link; to: string } | null>(null);
  const act = useAct();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name') ?? '');
    const done = await act.run(async () => {
      const link = await send<Link>('POST', '/api/people/invitations', { name, email: String(form.get('email') ?? '').trim(), role });
      setMade({ link, to: name });
      return '';
    });
    if (done) setOpen(false);
  };
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconUserPlus size={15} stroke={1.7} />}
        onClick={() => {
          act.clear();
          setRole('viewer');
          setOpen(true);
        }}
      >
        Invite a person
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Invite a person" centered size="lg">
        <form className={classes.choices} onSubmit={submit}>
          <TextInput name="name" label="Name" required maxLength={200} autoComplete="off" data-autofocus />
          <TextInput name="email" label="E-mail address" description="They sign in with it." type="email" required autoComplete="off" />
          <RoleChoice role={role} onChange={setRole} />
          <div className={classes.acts}>
            <Button type="submit" loading={act.busy}>
              Make the link
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <SaidLine said={act.said} />
          </div>
        </form>
      </Modal>
      <HandedLink link={made?.link ?? null} to={made?.to ?? ''} onClose={() => setMade(null)} />
    </>
  );
}
