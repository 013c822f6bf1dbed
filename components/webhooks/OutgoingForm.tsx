'use client';

import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { OutgoingRules } from '../../lib/model/webhooks.ts';
import { SaidLine } from '../settings/SaidLine.tsx';
import settings from '../settings/settings.module.css';
import { send, useAct } from '../settings/useAct.ts';
import classes from './webhooks.module.css';

const linesOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** The list of hosts and the networks that are not public and allowed all the same, one a line. */
export function OutgoingForm({ rules }: { rules: OutgoingRules }) {
  const act = useAct();
  const [hosts, setHosts] = useState(rules.hosts.join('\n'));
  const [networks, setNetworks] = useState(rules.networks.join('\n'));
  const changed = linesOf(hosts).join() !== rules.hosts.join() || linesOf(networks).join() !== rules.networks.join();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    act.run(async () => {
      const saved = await send<OutgoingRules>('PUT', '/api/outgoing', { hosts: linesOf(hosts), networks: linesOf(networks) });
      setHosts(saved.hosts.join('\n'));
      setNetworks(saved.networks.join('\n'));
      return 'Saved.';
    });
  };
  return (
    <form onSubmit={submit} className={classes.outgoing}>
      <Textarea
        label="Hosts"
        description="If there are any, notices go to these only: one a line, *.example.com for everything below."
        placeholder="hooks.example.com"
        value={hosts}
        onChange={(event) => setHosts(event.currentTarget.value)}
        autosize
        minRows={3}
        spellCheck={false}
        className={settings.link}
      />
      <Textarea
        label="Networks inside"
        description="Addresses that are not public and may be reached, also without TLS: 10.1.2.0/24, one a line."
        placeholder="10.1.2.0/24"
        value={networks}
        onChange={(event) => setNetworks(event.currentTarget.value)}
        autosize
        minRows={3}
        spellCheck={false}
        className={settings.link}
      />
      <div className={settings.acts}>
        <Button type="submit" variant="default" loading={act.busy} disabled={!changed}>
          Save
        </Button>
        <SaidLine said={act.said} />
      </div>
    </form>
  );
}
