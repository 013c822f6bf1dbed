import { z } from 'zod';
import type { GithubConfig } from '../../model/webhooks.ts';
import { below, hasBodySignature, type Kind, noticeText, type Sending } from './kind.ts';
import type { OutgoingRequest } from './sendRequest.ts';

/** GitHub's REST API (docs.github.com/rest/issues/issues); of GitHub Enterprise Server the address ends in /api/v3. */
function call({ url, config, secret }: Sending<GithubConfig>, method: 'GET' | 'POST', path: string, body?: object): OutgoingRequest {
  const headers = { Authorization: `Bearer ${secret}`, Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' };
  const common = { method, url: below(url, `repos/${config.repository}${path}`), headers };
  if (body === undefined) return common;
  return { ...common, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

const Made = z.object({ number: z.int().positive(), html_url: z.url({ protocol: /^https?$/ }) });
/** The event `issues` (docs.github.com/webhooks/webhook-events-and-payloads#issues). */
const Changed = z.object({
  repository: z.object({ full_name: z.string() }),
  issue: z.object({ number: z.int().positive(), state: z.enum(['open', 'closed']), state_reason: z.string().max(100).nullish(), updated_at: z.iso.datetime() }),
});

/** Issues of a repository of GitHub. A closed one says why: `closed (not planned)`. */
export const githubKind: Kind<GithubConfig> = {
  request: (notice, sending) =>
    call(sending, 'POST', '/issues', { title: notice.title.slice(0, 256), body: noticeText(notice, sending.origin), labels: sending.config.labels }),
  check: (_, sending) => call(sending, 'GET', ''),
  tickets: {
    made: (body) => {
      const made = Made.safeParse(body);
      return made.success ? { key: String(made.data.number), url: made.data.html_url } : undefined;
    },
    comment: (notice, { key }, sending) =>
      call(sending, 'POST', `/issues/${encodeURIComponent(key)}/comments`, { body: `**${notice.title}**\n\n${noticeText(notice, sending.origin)}` }),
    isSigned: (headers, body, secret) => hasBodySignature(headers.get('x-hub-signature-256'), body, secret),
    status: (body, { repository }) => {
      const changed = Changed.safeParse(body);
      if (!changed.success || changed.data.repository.full_name.toLowerCase() !== repository.toLowerCase()) return undefined;
      const { number, state, state_reason: reason, updated_at: at } = changed.data.issue;
      return {
        key: String(number),
        status: state === 'closed' && reason && reason !== 'completed' ? `closed (${reason.replaceAll('_', ' ')})` : state,
        at: new Date(at),
      };
    },
  },
};
