'use client';

import { ActionIcon, Button, Menu, Modal, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { plural } from '../../lib/model/format.ts';
import type { HandedLink as Link, Person } from '../../lib/model/people.ts';
import { HandedLink } from './HandedLink.tsx';
import { RoleChoice } from './RoleChoice.tsx';
import { SaidLine } from './SaidLine.tsx';
import classes from './settings.module.css';
import { send, useAct } from './useAct.ts';

type Asked = 'role' | 'deactivate' | 'reactivate' | 'end-sessions' | 'new-password';
const words: Record<Asked, { title: string; label: string; does: (person: Person) => string }> = {
  role: { title: 'Change the role', label: 'Change the role', does: () => '' },
  deactivate: {
    title: 'Deactivate the account?',
    label: 'Deactivate',
    does: ({ sessions }) =>
      `They are signed out (${plural(sessions, 'open session')}) and cannot sign in any more. What they did stays under their name; you can activate the account again.`,
  },
  reactivate: { title: 'Activate the account again?', label: 'Activate', does: ({ role }) => `They can sign in with their former password again, as ${role}.` },
  'end-sessions': {
    title: 'End all sessions?',
    label: 'End the sessions',
    does: ({ sessions }) => `${plural(sessions, 'open session')} will end. They can sign in again with their password.`,
  },
  'new-password': {
    title: 'A link for a new password?',
    label: 'Make the link',
    does: () => 'Whoever opens the link sets a new password for this account. The present one works until then; using the link ends all sessions.',
  },
};

/** What an administrator may do with a person, each asked once before it is done. */
export function PersonActs({ person, self }: { person: Person; self: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [role, setRole] = useState(person.role);
  const [link, setLink] = useState<Link | null>(null);
  const act = useAct();
  const ask = (what: Asked) => {
    act.clear();
    setRole(person.role);
    setAsked(what);
  };
  const run = async (what: Asked) => {
    const done = await act.run(async () => {
      const answer = await send<object>('POST', `/api/people/${person.id}/${what}`, what === 'role' ? { role } : {});
      if (what === 'new-password') setLink(answer as Link); // what this act answers
      return '';
    });
    if (done) setAsked(null);
  };
  const active = person.deactivatedAt === undefined;
  const offered: Asked[] = active ? ['role', 'new-password', 'end-sessions', 'deactivate'] : ['reactivate', 'role'];
  const labels: Record<Asked, string> = {
    role: 'Change the role',
    'new-password': 'Link for a new password',
    'end-sessions': 'End all sessions',
    deactivate: 'Deactivate',
    reactivate: 'Activate again',
  };
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Change ${person.name}`}>
            <IconDots size={17} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((what) => (
            <Menu.Item key={what} onClick={() => ask(what)} disabled={what === 'end-sessions' && person.sessions === 0}>
              {labels[what]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked && `${person.name}: ${words[asked].title.toLowerCase()}`} centered>
        {asked && (
          <div className={classes.choices}>
            {asked === 'role' ? <RoleChoice role={role} onChange={setRole} /> : <Text size="sm">{words[asked].does(person)}</Text>}
            {self && asked !== 'new-password' && (
              <Text size="sm" fw={500}>
                This is your own account.
              </Text>
            )}
            <div className={classes.acts}>
              <Button loading={act.busy} onClick={() => run(asked)} disabled={asked === 'role' && role === person.role}>
                {words[asked].label}
              </Button>
              <Button variant="default" onClick={() => setAsked(null)}>
                Cancel
              </Button>
            </div>
            <SaidLine said={act.said} />
          </div>
        )}
      </Modal>
      <HandedLink link={link} to={person.name} onClose={() => setLink(null)} />
    </>
  );
}
