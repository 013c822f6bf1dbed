import { type Correction, correctionSays, correctionText } from './corrections.ts';
import type { Json } from './facts.ts';
import type { AnalysisSummary } from './figures.ts';
import { formatCount, plural } from './format.ts';
import { type TaskHappening, taskEvents, taskNotice } from './taskNotices.ts';

/** What a webhook can be told of. A further event is a line here, a member of `Happening`, and a case of `noticeOf`. */
export const noticeEvents = {
  'analysis.done': 'an analysis is done',
  'import.held': 'an import is held for confirmation',
  'import.settled': 'a held import was confirmed or dropped',
  'exception.expiring': 'an exception will expire within two weeks',
  'decision.expiring': 'a decision will expire within two weeks',
  ...taskEvents,
  'correction.expired': 'a correction has ended: what it left out counts again',
  'audit.head': 'the audit log has a new head (at most once an hour)',
} as const;
export type NoticeEvent = keyof typeof noticeEvents;

/** What happened, as the one who made it happen says it. Times are ISO 8601. */
export type Happening =
  | { event: 'analysis.done'; analysis: Pick<AnalysisSummary, 'id' | 'asOf' | 'horizonDays' | 'credentials' | 'leak' | 'takeover'> }
  | { event: 'import.held'; import: number; source: string; reason: string }
  | { event: 'import.settled'; import: number; source: string; outcome: 'confirmed' | 'dropped'; by: string }
  | { event: 'exception.expiring'; exception: number; task: number; title: string; expiresAt: string }
  | { event: 'decision.expiring'; decision: number; kind: 'agent' | 'system'; about: string; expiresAt: string }
  | TaskHappening
  | { event: 'correction.expired'; correction: Correction }
  | { event: 'audit.head'; entry: number; hash: string };

/**
 * What is sent. `subject` is what it is about: in a tracker the first notice of a subject makes an issue, further ones comment on it. `path` goes behind the
 * installation's address. `auditHead`: the signed head of the audit log then (lib/model/audit.ts), for whoever keeps it.
 */
export type Notice = {
  event: NoticeEvent | 'test';
  at: string;
  subject: string;
  title: string;
  text: string;
  path: string;
  data: Json;
  auditHead: string | null;
};

/** A happening in words and as data. No secret is in it: names of sources passed the redactor when they were imported. */
export function noticeOf(happening: Happening): Omit<Notice, 'at' | 'auditHead'> {
  switch (happening.event) {
    case 'analysis.done':
      return analysisNotice(happening.analysis);
    case 'import.held': {
      const { event, import: id, source, reason } = happening;
      const text = `Import ${id} of ${source} is held: ${reason}. Nothing of it counts until somebody confirms or drops it.`;
      return {
        event,
        subject: `import:${id}`,
        title: `Import ${id} of ${source} waits for confirmation`,
        text,
        path: `/imports/${id}`,
        data: { import: id, source, reason },
      };
    }
    case 'import.settled': {
      const { event, import: id, source, outcome, by } = happening;
      const title = `Import ${id} of ${source} was ${outcome}`;
      return { event, subject: `import:${id}`, title, text: `${title} by ${by}.`, path: `/imports/${id}`, data: { import: id, source, outcome, by } };
    }
    case 'exception.expiring': {
      const { event, exception, task, title, expiresAt } = happening;
      const text = `The exception for task ${task}, “${title}”, ends on ${expiresAt.slice(0, 10)}; then the task is work again. Do it, or ask for another exception.`;
      return {
        event,
        subject: `exception:${exception}`,
        title: `The exception for task ${task} will expire`,
        text,
        path: `/remediation/${task}`,
        data: { exception, task, expiresAt },
      };
    }
    case 'decision.expiring': {
      const { event, decision, kind, about, expiresAt } = happening;
      const text = `Decision ${decision} on how the ${kind} ${about} authenticates ends on ${expiresAt.slice(0, 10)}; then nobody has approved it any more. Ask for another one, or replace its static credentials.`;
      return {
        event,
        subject: `decision:${decision}`,
        title: `The decision about ${about} will expire`,
        text,
        path: '/decisions',
        data: { decision, kind, about, expiresAt },
      };
    }
    case 'task.created':
    case 'task.claimed':
    case 'task.verified':
    case 'task.reopened':
    case 'task.overdue':
      return taskNotice(happening);
    case 'correction.expired': {
      const { id, kind, reason, madeBy, madeAt } = happening.correction;
      const about = correctionText(happening.correction);
      const text = `“${correctionSays[kind]}”, said ${madeBy} on ${madeAt.slice(0, 10)}: ${reason}. Its day has come, and the facts count again. Make it anew if it still holds.`;
      return {
        event: happening.event,
        subject: `correction:${id}`,
        title: `A correction has expired: ${about}`,
        text,
        path: '/remediation?view=corrections',
        data: { correction: id, kind, about, reason, by: madeBy },
      };
    }
    case 'audit.head': {
      const { event, entry, hash } = happening;
      const text = `Entry ${entry} is the last of the audit log; its hash is ${hash}. Keep the signed head: with it, “keyblast audit verify --head” finds whatever is done to the log before it.`;
      return { event, subject: 'audit-log', title: `The audit log is at entry ${entry}`, text, path: '/settings/audit', data: { entry, hash } };
    }
  }
}

function analysisNotice({
  id,
  asOf,
  horizonDays,
  credentials,
  leak,
  takeover,
}: Extract<Happening, { event: 'analysis.done' }>['analysis']): Omit<Notice, 'at' | 'auditHead'> {
  const title = `Of ${plural(credentials, 'credential')}, ${formatCount(leak.highOrAbove)} are high or critical if they leak, ${formatCount(takeover.highOrAbove)} if taken over`;
  const upTo = `Up to ${formatCount(leak.upTo.highOrAbove)} and ${formatCount(takeover.upTo.highOrAbove)} with what is possible.`;
  const text = `Analysis ${id}, as of ${asOf}, T = ${plural(horizonDays, 'day')}. ${title}. ${upTo}`;
  const counts = ({ highOrAbove, byBand, sum, median, largestShare }: typeof leak) => ({ highOrAbove, byBand, sum, median, largestShare });
  const data = { analysis: id, asOf, horizonDays, credentials, leak: counts(leak), takeover: counts(takeover) };
  return { event: 'analysis.done', subject: 'analyses', title, text, path: '/', data };
}

/** What “send a test” sends. */
export const testNotice = (name: string): Omit<Notice, 'at' | 'auditHead'> => ({
  event: 'test',
  subject: 'test',
  title: `A test from Keyblast to ${name}`,
  text: 'If you can read this, notices arrive.',
  path: '/settings/webhooks',
  data: { test: true },
});
