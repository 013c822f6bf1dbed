import { createHmac } from 'node:crypto';
import type { Notice } from '../../model/notices.ts';
import type { Kind, Sending } from './kind.ts';
import type { OutgoingRequest } from './sendRequest.ts';

/** HMAC-SHA-256 over `TIMESTAMP.BODY`, hexadecimal; the time is in what is signed, so that a receiver can refuse what is old (docs/webhooks.md). */
export const signatureOf = (secret: string, timestamp: number, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

function request(notice: Notice, { url, secret, delivery, at, origin }: Sending<unknown>): OutgoingRequest {
  const { path, ...said } = notice;
  const body = JSON.stringify({ keyblast: 'notice', version: 1, delivery, ...said, link: origin === undefined ? null : `${origin}${path}` });
  const timestamp = Math.floor(at.getTime() / 1000);
  return {
    method: 'POST',
    url,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Keyblast-Event': notice.event,
      'Keyblast-Delivery': String(delivery),
      'Keyblast-Timestamp': String(timestamp),
      'Keyblast-Signature': `v1=${signatureOf(secret, timestamp, body)}`,
    },
    body,
  };
}

/** The notice as it is, signed with a secret that only this installation and the receiver have. */
export const jsonKind: Kind<unknown> = { request, check: request };
