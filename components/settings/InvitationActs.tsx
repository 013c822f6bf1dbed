'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Invitation, HandedLink as Link } from '../../lib/model/people.ts';
import { HandedLink } from './HandedLink.tsx';
import { SaidLine } from './SaidLine.tsx';
import classes from './settings.module.css';
import { send, useAct } from './useAct.ts';

/** A new link for an invitation, or none any more. */
export function InvitationActs({ invitation }: { invitation: Invitation }) {
  const [link, setLink] = useState<Link | null>(null);
  const act = useAct();
  const address = `/api/people/invitations/${invitation.id}`;
  const renew = () =>
    act.run(async () => {
      setLink(await send<Link>('POST', address));
      return '';
    });
  return (
    <div className={`${classes.acts} ${classes.atEnd}`}>
      <SaidLine said={act.said} />
      <Button size="xs" variant="default" loading={act.busy} onClick={renew} aria-label={`New link for ${invitation.name}`}>
        New link
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={act.busy}
        onClick={() => act.run(() => send('DELETE', address).then(() => 'Withdrawn.'))}
        aria-label={`Withdraw the invitation of ${invitation.name}`}
      >
        Withdraw
      </Button>
      <HandedLink link={link} to={invitation.name} onClose={() => setLink(null)} />
    </div>
  );
}
