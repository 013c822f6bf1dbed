import { z } from 'zod';
import type { JiraConfig } from '../../model/webhooks.ts';
import { below, hasBodySignature, type Kind, noticeText, type Sending } from './kind.ts';
import type { OutgoingRequest } from './sendRequest.ts';

/** Version 2 of Jira's REST API: its descriptions are text, and Cloud and Data Center both have it (developer.atlassian.com/cloud/jira/platform/rest/v2). */
const api = 'rest/api/2';

/** A token of Cloud goes with its user's address, a personal access token of Data Center alone. */
function call({ url, config, secret }: Sending<JiraConfig>, method: 'GET' | 'POST', path: string, body?: object): OutgoingRequest {
  const authorization = config.user ? `Basic ${Buffer.from(`${config.user}:${secret}`).toString('base64')}` : `Bearer ${secret}`;
  const common = { method, url: below(url, `${api}/${path}`), headers: { Authorization: authorization, 'X-Atlassian-Token': 'no-check' } };
  if (body === undefined) return common;
  return { ...common, headers: { ...common.headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

const Made = z.object({ key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/) });
/** What Jira sends for `jira:issue_updated` (developer.atlassian.com/cloud/jira/platform/webhooks); `timestamp` in milliseconds. */
const Updated = z.object({
  timestamp: z.number(),
  issue: z.object({ key: z.string(), fields: z.object({ status: z.object({ name: z.string().min(1).max(100) }) }) }),
});

/** Issues of a project of Jira. A summary is one line of 255 characters at most. */
export const jiraKind: Kind<JiraConfig> = {
  request: (notice, sending) =>
    call(sending, 'POST', 'issue', {
      fields: {
        project: { key: sending.config.project },
        issuetype: { name: sending.config.issueType },
        summary: notice.title.replaceAll(/\s+/g, ' ').slice(0, 255),
        description: noticeText(notice, sending.origin),
      },
    }),
  check: (_, sending) => call(sending, 'GET', `project/${encodeURIComponent(sending.config.project)}`),
  tickets: {
    made: (body, url) => {
      const made = Made.safeParse(body);
      return made.success ? { key: made.data.key, url: below(url, `browse/${made.data.key}`) } : undefined;
    },
    comment: (notice, { key }, sending) =>
      call(sending, 'POST', `issue/${encodeURIComponent(key)}/comment`, { body: `${notice.title}\n\n${noticeText(notice, sending.origin)}` }),
    isSigned: (headers, body, secret) => hasBodySignature(headers.get('x-hub-signature'), body, secret),
    status: (body, { project }) => {
      const updated = Updated.safeParse(body);
      if (!updated.success) return undefined;
      const { timestamp, issue } = updated.data;
      if (!issue.key.startsWith(`${project}-`)) return undefined;
      return { key: issue.key, status: issue.fields.status.name, at: new Date(timestamp) };
    },
  },
};
