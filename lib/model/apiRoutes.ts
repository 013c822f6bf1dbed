import type { Role } from './roles.ts';

/**
 * Every route under /api, once: what it does, and the least role that its verb asks for. `/api/openapi.json` is made of it (lib/services/describeApi.ts); a test compares it with the tree
 * (lib/model/apiRoutes.test.ts), and another asks every route by every role over HTTP (e2e/roles.last.ts).
 */
export type ApiRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With {names} of what varies. */
  path: string;
  /** `anyone`: without a session; of two roles either. */
  who: Role | 'anyone' | 'analyst or auditor';
  does: string;
  query?: readonly string[];
  /** What is sent; where nothing is said JSON, and of GET and DELETE nothing. */
  takes?: 'bytes' | 'nothing' | 'JSON';
  /** What is answered where it is not one JSON document. */
  answers?: 'application/octet-stream' | 'text/csv' | 'application/jsonl' | 'text/event-stream' | 'nothing' | 'redirect';
};

const get = (path: string, who: ApiRoute['who'], does: string, query: readonly string[] = [], answers?: ApiRoute['answers']): ApiRoute => ({
  method: 'GET',
  path,
  who,
  does,
  ...(query.length > 0 && { query }),
  ...(answers && { answers }),
});
const post = (path: string, who: ApiRoute['who'], does: string, more: Partial<ApiRoute> = {}): ApiRoute => ({ method: 'POST', path, who, does, ...more });
const put = (path: string, who: ApiRoute['who'], does: string, more: Partial<ApiRoute> = {}): ApiRoute => ({ method: 'PUT', path, who, does, ...more });

export const apiRoutes: readonly ApiRoute[] = [
  get('/api/health', 'anyone', 'Whether requests can be served: 200, or 503 with a reason.'),
  get('/api/openapi.json', 'viewer', 'This description.'),
  post('/api/sign-in', 'anyone', 'Opens a session.', { answers: 'nothing' }),
  post('/api/sign-out', 'anyone', 'Ends the session, and leads to the sign-in.', { takes: 'nothing', answers: 'redirect' }),
  post('/api/welcome', 'anyone', 'Uses a one-time link up, and opens a session.', { answers: 'nothing' }),
  post('/api/hooks/{webhook}', 'anyone', 'What a tracker says of an issue; its signature is the permission.', { takes: 'bytes' }),

  get('/api/credentials', 'viewer', 'Rows of the last analysis.', ['filter', 'sort', 'ids', 'limit', 'offset']),
  get('/api/credentials/{id}', 'viewer', 'A credential in short.'),
  get('/api/credentials/export', 'viewer', 'What a filter matches, as a file.', ['filter', 'sort', 'ids', 'columns'], 'text/csv'),
  get('/api/credentials/facets', 'viewer', 'What else could be chosen, with counts.', ['filter', 'field', 'search']),
  get('/api/search', 'viewer', 'Credentials by words of their names.', ['q']),
  get('/api/findings', 'viewer', 'Findings of the last analysis, the most urgent first.', ['filter', 'limit', 'after']),
  post('/api/analyses', 'analyst', 'Analyses now; lines of progress, then the outcome.', { takes: 'nothing', answers: 'application/jsonl' }),

  get('/api/reports', 'viewer', 'The library of reports, newest first.'),
  post('/api/reports', 'analyst or auditor', 'Makes a report, as a job.'),
  get('/api/reports/schema', 'viewer', 'JSON Schema of a report.'),
  get('/api/reports/schedules', 'viewer', 'Schedules that stand.'),
  post('/api/reports/schedules', 'manager', 'Has reports made by themselves.'),
  { method: 'DELETE', path: '/api/reports/schedules/{schedule}', who: 'manager', does: 'No more reports by this schedule.', takes: 'JSON' },
  post('/api/reports/verify', 'viewer', 'Whether a file is as it was made.'),
  get('/api/reports/{report}', 'viewer', 'One report, and the tables that it has.'),
  { method: 'DELETE', path: '/api/reports/{report}', who: 'manager', does: 'Takes it out of the library.', takes: 'JSON' },
  get(
    '/api/reports/{report}/file',
    'viewer',
    'One format of a report, or what stands beside it.',
    ['format', 'table', 'paper', 'part', 'view'],
    'application/octet-stream',
  ),

  post('/api/uploads', 'analyst', 'A place for files that are to be imported.', { takes: 'nothing' }),
  { method: 'DELETE', path: '/api/uploads/{upload}', who: 'analyst', does: 'Throws the files away.' },
  put('/api/uploads/{upload}/files', 'analyst', 'One file: its bytes.', { query: ['name'], takes: 'bytes' }),
  post('/api/uploads/{upload}/preview', 'analyst', 'What the files were recognised as, and their first records.', { query: ['format'], takes: 'nothing' }),
  post('/api/imports', 'analyst', 'Imports an upload, as a job.'),
  post('/api/imports/{import}/confirm', 'analyst', 'Confirms a held import.', { takes: 'nothing' }),
  post('/api/imports/{import}/drop', 'analyst', 'Drops a held import.', { takes: 'nothing' }),
  post('/api/imports/{import}/undo', 'admin', 'Takes an import back.', { takes: 'nothing' }),
  get('/api/imports/files/{file}', 'viewer', 'Rejected records of a file: line, field, reason.', [], 'text/csv'),
  get('/api/jobs/{job}', 'viewer', 'A job: how far it is, and what came of it.'),
  get('/api/jobs/{job}/events', 'viewer', 'The same each time that it changes.', [], 'text/event-stream'),

  post('/api/tasks', 'analyst', 'Makes tasks.'),
  post('/api/tasks/assign', 'analyst', 'Gives tasks to an owner.'),
  post('/api/tasks/undo', 'analyst', 'Takes an act on tasks back.'),
  post('/api/tasks/exceptions', 'analyst', 'Asks for exceptions.'),
  get('/api/tasks/choices', 'analyst', 'Owners and campaigns that tasks can be given to.'),
  post('/api/tasks/{task}/start', 'analyst', 'Somebody is at it.'),
  post('/api/tasks/{task}/claim', 'analyst', 'Somebody says that it is done; data have to show it.'),
  post('/api/tasks/{task}/reopen', 'analyst', 'Puts it back.'),
  post('/api/tasks/{task}/comment', 'analyst', 'Says something about it.'),
  post('/api/tasks/{task}/link', 'analyst', 'Adds a link, or takes one away.'),
  post('/api/tasks/{task}/change', 'analyst', 'Changes owner, due date, title or campaign.'),
  post('/api/exceptions/{exception}/approve', 'manager', 'Approves an exception that another asked for.'),
  post('/api/exceptions/{exception}/refuse', 'manager', 'Refuses it.'),
  post('/api/exceptions/{exception}/withdraw', 'analyst', 'Ends one before its day.'),
  post('/api/corrections', 'analyst', 'Says that something in the facts is wrong.'),
  post('/api/corrections/{correction}/withdraw', 'analyst', 'Withdraws a correction.'),
  post('/api/corrections/{correction}/restore', 'analyst', 'Takes the withdrawal back.'),
  post('/api/decisions', 'analyst', 'Asks for a decision on how an agent or a system authenticates.'),
  post('/api/decisions/use', 'viewer', 'What the credentials of an agent or a system do today.'),
  post('/api/decisions/{decision}/approve', 'manager', 'Approves a decision that another asked for.'),
  post('/api/decisions/{decision}/refuse', 'manager', 'Refuses it.'),
  post('/api/decisions/{decision}/withdraw', 'analyst', 'Ends one before its time.'),
  post('/api/recertifications', 'manager', 'Begins a recertification.'),
  post('/api/recertifications/{recertification}/answer', 'analyst', 'Answers items of a round.'),
  post('/api/recertifications/{recertification}/close', 'manager', 'Closes it.'),
  post('/api/recertifications/{recertification}/reopen', 'manager', 'Goes on with it.'),
  post('/api/campaigns', 'manager', 'Begins a campaign.'),
  post('/api/campaigns/{campaign}/close', 'manager', 'Ends it.'),
  post('/api/campaigns/{campaign}/reopen', 'manager', 'Goes on with it.'),

  get('/api/views', 'viewer', 'Saved views: one’s own, and shared ones.'),
  post('/api/views', 'viewer', 'Saves a view.'),
  { method: 'PATCH', path: '/api/views/{view}', who: 'viewer', does: 'Changes it.' },
  { method: 'DELETE', path: '/api/views/{view}', who: 'viewer', does: 'Deletes it.' },
  post('/api/views/{view}/restore', 'viewer', 'Brings a deleted one back.', { takes: 'nothing' }),
  post('/api/profile/name', 'viewer', 'Changes one’s own name.'),
  post('/api/profile/password', 'viewer', 'Sets a new password of one’s own.'),
  post('/api/profile/end-sessions', 'viewer', 'Ends one’s other sessions.'),

  put('/api/sla', 'manager', 'Sets the SLAs for tasks to come.'),
  put('/api/horizon', 'manager', 'Sets the time to contain.'),
  put('/api/patterns', 'admin', 'Puts a list of rules by pattern in the place of the one that stands.'),
  post('/api/patterns/preview', 'viewer', 'What a draft of rules would do.'),
  put('/api/outgoing', 'admin', 'Sets where notices may go.'),
  post('/api/webhooks', 'admin', 'Adds a webhook.'),
  put('/api/webhooks/{webhook}', 'admin', 'Changes it.'),
  { method: 'DELETE', path: '/api/webhooks/{webhook}', who: 'admin', does: 'Deletes it.' },
  post('/api/webhooks/{webhook}/test', 'admin', 'Sends a test.', { takes: 'nothing' }),
  post('/api/webhooks/{webhook}/secret', 'admin', 'Makes a new secret.', { takes: 'nothing' }),
  post('/api/webhooks/deliveries/{delivery}', 'admin', 'Sends a notice that failed again.', { takes: 'nothing' }),
  post('/api/people/invitations', 'admin', 'Invites somebody.'),
  post('/api/people/invitations/{invitation}', 'admin', 'A new link for the same invitation.', { takes: 'nothing' }),
  { method: 'DELETE', path: '/api/people/invitations/{invitation}', who: 'admin', does: 'Takes an invitation back.' },
  post('/api/people/{person}/role', 'admin', 'Changes a role.'),
  post('/api/people/{person}/deactivate', 'admin', 'Deactivates a person.', { takes: 'nothing' }),
  post('/api/people/{person}/reactivate', 'admin', 'Activates a person again.', { takes: 'nothing' }),
  post('/api/people/{person}/end-sessions', 'admin', 'Ends all sessions of a person.', { takes: 'nothing' }),
  post('/api/people/{person}/new-password', 'admin', 'A one-time link for a new password.', { takes: 'nothing' }),
  get('/api/audit/export', 'auditor', 'The audit log, an entry a line.', [], 'application/jsonl'),
  post('/api/audit/verify', 'auditor', 'Verifies the audit log.'),
];
