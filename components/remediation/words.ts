import type { TaskEvent, TaskStatus } from '../../lib/model/tasks.ts';

/** What each status means, for hover. */
export const statusText: Record<TaskStatus, string> = {
  open: 'Nobody is at it yet.',
  'in progress': 'Somebody is at it.',
  'claimed done': 'Somebody says that it is done; data have to show it.',
  verified: 'New, complete data show the path no more. Only data set this.',
  accepted: 'Left undone until a day, by an exception that another person approved.',
};
export const statusTitle: Record<TaskStatus, string> = {
  open: 'Open',
  'in progress': 'In progress',
  'claimed done': 'Claimed done',
  verified: 'Verified',
  accepted: 'Accepted',
};

const said = (detail: TaskEvent['detail'], name: string): string => String(detail?.[name] ?? '');
const dayOf = (text: string): string => (/^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : text);
/** From one value to another, either of which may be nothing. */
function fromTo(detail: TaskEvent['detail'], nothing: string): string {
  const [before, after] = [detail?.before, detail?.after].map((value) => (value === null || value === undefined ? nothing : dayOf(String(value))));
  return `from ${before} to ${after}`;
}

/** One event in words; who did it stands before it. */
export function eventText({ kind, detail }: TaskEvent): string {
  switch (kind) {
    case 'created':
      return 'made it';
    case 'started':
      return 'began';
    case 'stopped':
      return 'stopped';
    case 'claimed':
      return 'said that it is done';
    case 'put back':
      return 'put it back';
    case 'verified':
      return 'verified it: the path of every subject is gone';
    case 'reopened':
      return `reopened it: ${said(detail, 'because')}, ${said(detail, 'subject')}`;
    case 'subjects gone':
      return `found ${said(detail, 'count')} of ${said(detail, 'of')} gone`;
    case 'subjects back':
      return `found ${said(detail, 'count')} there again`;
    case 'comment':
      return 'commented';
    case 'link':
      return `${detail?.removed ? 'took away' : 'added'} the link ${said(detail, 'title')}`;
    case 'owner':
      return `changed the owner ${fromTo(detail, 'nobody')}`;
    case 'due':
      return `changed the due date ${fromTo(detail, 'none')}`;
    case 'title':
      return 'changed the title';
    case 'campaign':
      return 'changed the campaign';
    case 'exception asked':
      return `asked for an exception until ${dayOf(said(detail, 'expiresAt'))}`;
    case 'exception approved':
      return 'approved the exception';
    case 'exception refused':
      return 'refused the exception';
    case 'exception withdrawn':
      return 'ended the exception';
    case 'overdue':
      return `found it overdue since ${dayOf(said(detail, 'due'))}`;
    case 'exception expired':
      return detail?.reopened ? 'reopened it: its exception has expired' : 'a request for an exception lapsed';
  }
}
