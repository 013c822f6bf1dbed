import type { z } from 'zod';
import { WebhookConfig, type WebhookKind } from '../../model/webhooks.ts';
import { githubKind } from './githubKind.ts';
import { jiraKind } from './jiraKind.ts';
import { jsonKind } from './jsonKind.ts';
import type { Kind, Sending } from './kind.ts';

/** Every kind, with its configuration as it was stored read back into what the kind takes. */
export const kinds: Record<WebhookKind, Kind<unknown>> = {
  json: jsonKind,
  jira: reading(jiraKind, WebhookConfig.jira),
  github: reading(githubKind, WebhookConfig.github),
};

/** A kind that takes its configuration as JSON. */
function reading<Config>({ request, check, tickets }: Kind<Config>, schema: z.ZodType<Config>): Kind<unknown> {
  const read = (sending: Sending<unknown>): Sending<Config> => ({ ...sending, config: schema.parse(sending.config) });
  return {
    request: (notice, sending) => request(notice, read(sending)),
    check: (test, sending) => check(test, read(sending)),
    ...(tickets && {
      tickets: {
        ...tickets,
        comment: (notice, ticket, sending) => tickets.comment(notice, ticket, read(sending)),
        status: (body, config) => tickets.status(body, schema.parse(config)),
      },
    }),
  };
}
