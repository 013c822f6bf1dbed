import type { NoticeEvent } from '../../lib/model/notices.ts';
import type { Webhook, WebhookKind } from '../../lib/model/webhooks.ts';

/** A webhook as its form holds it: everything as text. */
export type WebhookDraft = {
  kind: WebhookKind;
  name: string;
  url: string;
  events: NoticeEvent[];
  token: string;
  project: string;
  issueType: string;
  user: string;
  repository: string;
  labels: string;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : '');

/** The draft of a webhook that is there, or of a new one. */
export function draftOf(webhook: Webhook | undefined): WebhookDraft {
  const config = webhook?.config ?? {};
  return {
    kind: webhook?.kind ?? 'json',
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    events: webhook?.events ?? ['analysis.done', 'import.held'],
    token: '',
    project: text(config.project),
    issueType: text(config.issueType) || 'Task',
    user: text(config.user),
    repository: text(config.repository),
    labels: text(config.labels),
  };
}

/** What is asked of the server: of the kind's own fields only those that it has, and no token where none was given. */
export function askOf({ kind, name, url, events, token, ...own }: WebhookDraft) {
  const labels = own.labels
    .split(',')
    .map((label) => label.trim())
    .filter(Boolean);
  const configs: Record<WebhookKind, object> = {
    json: {},
    jira: { project: own.project.trim(), issueType: own.issueType, ...(own.user.trim() && { user: own.user.trim() }) },
    github: { repository: own.repository.trim(), labels },
  };
  return { kind, name, url, events, config: configs[kind], ...(kind !== 'json' && token.trim() && { token: token.trim() }) };
}
