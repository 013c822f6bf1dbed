'use client';

import { Button, Checkbox, Modal, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { type NoticeEvent, noticeEvents } from '../../lib/model/notices.ts';
import { type HandedSecret, type Webhook, type WebhookKind, webhookKinds } from '../../lib/model/webhooks.ts';
import { SaidLine } from '../settings/SaidLine.tsx';
import settings from '../settings/settings.module.css';
import { send, useAct } from '../settings/useAct.ts';
import { askOf, draftOf, type WebhookDraft } from './webhookDraft.ts';
import classes from './webhooks.module.css';

type Props = { webhook?: Webhook; opened: boolean; onClose: () => void; onSaved: (name: string, handed: HandedSecret | null) => void };

const addresses: Record<WebhookKind, { label: string; placeholder: string }> = {
  json: { label: 'Address of the receiver', placeholder: 'https://hooks.example.com/keyblast' },
  jira: { label: 'Address of Jira', placeholder: 'https://example.atlassian.net' },
  github: { label: 'Address of the API', placeholder: 'https://api.github.com' },
};

/** A new webhook, or one that is there: its kind stays then, and so does its token where none is given. */
export function WebhookForm({ webhook, opened, onClose, onSaved }: Props) {
  const act = useAct();
  const [draft, setDraft] = useState(() => draftOf(webhook));
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew whenever it opens, and only then
  useEffect(() => {
    if (!opened) return;
    setDraft(draftOf(webhook));
    act.clear();
  }, [opened]);
  const set = (change: Partial<WebhookDraft>): void => setDraft((former) => ({ ...former, ...change }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    act.run(async () => {
      const { kind, ...ask } = askOf(draft);
      if (webhook) await send('PUT', `/api/webhooks/${webhook.id}`, ask);
      const handed = webhook ? null : await send<HandedSecret>('POST', '/api/webhooks', { kind, ...ask });
      onSaved(draft.name, handed);
      return '';
    });
  };
  const { kind } = draft;
  return (
    <Modal opened={opened} onClose={onClose} title={webhook ? `Change ${webhook.name}` : 'Add a webhook'} centered size="lg">
      <form className={`${settings.form} ${classes.form}`} onSubmit={submit}>
        {!webhook && (
          <NativeSelect
            label="As what"
            value={kind}
            data={(Object.keys(webhookKinds) as WebhookKind[]).map((value) => ({ value, label: webhookKinds[value] }))}
            onChange={(event) => {
              const next = event.currentTarget.value as WebhookKind; // one of the options above
              set({ kind: next, url: next === 'github' ? addresses.github.placeholder : '' });
            }}
          />
        )}
        <TextInput
          label="Name"
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          required
          withAsterisk={false}
          maxLength={100}
          data-autofocus
        />
        <TextInput
          label={addresses[kind].label}
          type="url"
          value={draft.url}
          placeholder={addresses[kind].placeholder}
          onChange={(event) => set({ url: event.currentTarget.value })}
          required
          withAsterisk={false}
          spellCheck={false}
        />
        {kind === 'jira' && <JiraFields draft={draft} set={set} />}
        {kind === 'github' && <GithubFields draft={draft} set={set} />}
        {kind !== 'json' && (
          <PasswordInput
            label="Token"
            description={
              webhook ? 'Left empty, it stays as it is; another address needs it anew.' : 'It is sealed under this installation’s key, and never shown again.'
            }
            value={draft.token}
            onChange={(event) => set({ token: event.currentTarget.value })}
            required={!webhook}
            withAsterisk={false}
            autoComplete="off"
          />
        )}
        <Checkbox.Group label="Told when" value={draft.events} onChange={(events) => set({ events: events as NoticeEvent[] })}>
          <div className={`${settings.choices} ${classes.checks}`}>
            {(Object.keys(noticeEvents) as NoticeEvent[]).map((event) => (
              <Checkbox key={event} value={event} label={noticeEvents[event]} />
            ))}
          </div>
        </Checkbox.Group>
        <div className={settings.acts}>
          <Button type="submit" loading={act.busy}>
            {webhook ? 'Save' : 'Add'}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <SaidLine said={act.said} />
        </div>
      </form>
    </Modal>
  );
}

type FieldsProps = { draft: WebhookDraft; set: (change: Partial<WebhookDraft>) => void };

const JiraFields = ({ draft, set }: FieldsProps) => (
  <>
    <TextInput
      label="Key of the project"
      value={draft.project}
      placeholder="SEC"
      onChange={(event) => set({ project: event.currentTarget.value })}
      required
      withAsterisk={false}
    />
    <TextInput label="Issue type" value={draft.issueType} onChange={(event) => set({ issueType: event.currentTarget.value })} required withAsterisk={false} />
    <TextInput
      label="E-mail address that the token is of"
      description="Empty for a personal access token of Jira Data Center."
      value={draft.user}
      onChange={(event) => set({ user: event.currentTarget.value })}
      autoComplete="off"
    />
  </>
);

const GithubFields = ({ draft, set }: FieldsProps) => (
  <>
    <TextInput
      label="Repository"
      value={draft.repository}
      placeholder="OWNER/NAME"
      onChange={(event) => set({ repository: event.currentTarget.value })}
      required
      withAsterisk={false}
      spellCheck={false}
    />
    <TextInput
      label="Labels"
      description="Apart by commas; none is fine."
      value={draft.labels}
      onChange={(event) => set({ labels: event.currentTarget.value })}
    />
  </>
);
