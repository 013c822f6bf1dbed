import { z } from 'zod';
import type { NoticeEvent } from './notices.ts';

/** As what a notice is sent. */
export const webhookKinds = {
  json: 'JSON, signed (your own receiver)',
  jira: 'Jira issues',
  github: 'GitHub issues',
} as const;
export type WebhookKind = keyof typeof webhookKinds;

/** What a kind needs to know beside its address. */
export const WebhookConfig = {
  json: z.object({}),
  jira: z.object({
    /** Key of the project in which issues are made. */
    project: z.string().regex(/^[A-Z][A-Z0-9_]{0,49}$/, 'expected the key of a project, such as SEC'),
    issueType: z.string().trim().min(1, 'expected the name of an issue type, such as Task').max(100),
    /** Whose the API token is; without one the token is a personal access token of a server of one's own. */
    user: z.string().trim().max(320).optional(),
  }),
  github: z.object({
    repository: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'expected OWNER/NAME'),
    labels: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
  }),
} as const;
export type JiraConfig = z.output<typeof WebhookConfig.jira>;
export type GithubConfig = z.output<typeof WebhookConfig.github>;

/** A webhook as a screen shows it; never its secrets. Times are ISO 8601. */
export type Webhook = {
  id: string;
  name: string;
  kind: WebhookKind;
  url: string;
  events: NoticeEvent[];
  config: Record<string, unknown>;
  active: boolean;
  createdAt: string;
  /** The newest delivery, if there is one. */
  last?: { state: DeliveryState; at: string };
};

/** Shown once, to whoever made it: `secret` signs what goes out (of a kind whose token was given, it is absent), `incoming` what comes back. */
export type HandedSecret = { secret?: string; incoming?: { path: string; secret: string } };

export const deliveryStates = ['waiting', 'sent', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One try: the HTTP status, if there was an answer, and what was said or what went wrong. */
export type DeliveryAttempt = { at: string; ms: number; status?: number; said: string };
export type Delivery = {
  id: number;
  webhook: string;
  webhookName: string;
  event: NoticeEvent | 'test';
  title: string;
  state: DeliveryState;
  attempts: DeliveryAttempt[];
  createdAt: string;
  finishedAt?: string;
};

/** An issue that a tracker keeps about a subject. */
export type Ticket = { webhook: string; webhookName: string; subject: string; key: string; url: string; status: string; createdAt: string };

/**
 * Where requests may go. `hosts`: if there are any, only these (`hooks.example.com`, or `*.example.com` for everything below). `networks`: addresses that are not
 * public and may be reached all the same (`10.1.2.0/24`, `127.0.0.1`).
 */
export type OutgoingRules = { hosts: string[]; networks: string[] };
