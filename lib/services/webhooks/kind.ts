import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Notice } from '../../model/notices.ts';
import type { TicketRef } from '../../store/tickets.ts';
import type { OutgoingRequest } from './sendRequest.ts';

/** Where a notice goes and what proves that it comes from here. `origin`: this installation's own address, for links; undefined where it has none. */
export type Sending<Config> = { url: string; config: Config; secret: string; delivery: number; at: Date; origin: string | undefined };

/** What a tracker says came of an issue; `at` is its own time of that. */
export type TicketStatus = { key: string; status: string; at: Date };

/** One way to put a notice: pure, so that each is tested on the requests that it makes. */
export type Kind<Config> = {
  /** The first notice of a subject, or any, where a kind has no issues. */
  request(notice: Notice, sending: Sending<Config>): OutgoingRequest;
  /** Changes nothing at the other end, or, where a kind has nothing to ask, sends the test notice. */
  check(test: Notice, sending: Sending<Config>): OutgoingRequest;
  /** Of kinds whose receivers keep issues. */
  tickets?: {
    /** The issue that the answer to `request` tells of; undefined where it tells of none. */
    made(body: unknown, url: string): TicketRef | undefined;
    comment(notice: Notice, ticket: TicketRef, sending: Sending<Config>): OutgoingRequest;
    /** Whether a request that came in is signed with the webhook's own incoming secret. */
    isSigned(headers: Headers, body: Buffer, secret: string): boolean;
    /** What it says of an issue; undefined where it is about something else, or about issues that are not this webhook's. */
    status(body: unknown, config: Config): TicketStatus | undefined;
  };
};

/** `sha256=HEX` over the body, as GitHub and Jira sign what they send (WebSub's form). */
export function hasBodySignature(header: string | null, body: Buffer, secret: string): boolean {
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1] ?? '', 'hex');
  const made = createHmac('sha256', secret).update(body).digest();
  return given.length === made.length && timingSafeEqual(given, made);
}

/** A notice as text for an issue: what happened, where to look, and the head of the audit log. */
export function noticeText({ text, path, auditHead }: Notice, origin: string | undefined): string {
  return [text, origin !== undefined && `${origin}${path}`, auditHead !== null && `Head of Keyblast’s audit log then: ${auditHead}`]
    .filter(Boolean)
    .join('\n\n');
}

/** An address below another, whether or not that ends with a slash. */
export const below = (url: string, path: string): string => `${url.replace(/\/+$/, '')}/${path}`;
