import { formatAgo, plural } from '../../model/format.ts';
import { weightsVersion } from '../../model/weights.ts';
import type { HouseState } from '../../store/checkServer.ts';
import { broken, type Finding, good, note } from './finding.ts';

/** What waits, failed or has grown old in here. */

const minutes = (from: Date, now: Date): number => (now.getTime() - from.getTime()) / 60_000;

export function checkAdministrator({ administrators }: HouseState): Finding {
  if (administrators > 0) return good(`${plural(administrators, 'active administrator')}`);
  return note('there is no administrator yet', 'Start with npm start: it prints a one-time link for the first one.');
}

/** A worker takes a job within a second, and tells of itself every half a minute. */
const waitingMinutes = 5;
const runningMinutes = 6 * 60;

export function checkJobs(state: HouseState, now: Date): Finding {
  const { waiting, oldestWaitingAt, running, oldestRunningAt, failed, queueExists } = state;
  if ((waiting > 0 || running > 0) && !queueExists)
    return broken(
      'jobs wait, but their queue (the schema pgboss) is missing',
      'Start the worker (npm start, or keyblast worker): it makes the queue; then ask for the work again.',
    );
  if (oldestWaitingAt && minutes(oldestWaitingAt, now) > waitingMinutes)
    return broken(
      `${plural(waiting, 'job')} ${waiting === 1 ? 'waits' : 'wait'}, the oldest since ${formatAgo(oldestWaitingAt.toISOString(), now)}`,
      'No worker takes them: start one with npm start or keyblast worker, and look at what it prints.',
    );
  if (oldestRunningAt && minutes(oldestRunningAt, now) > runningMinutes)
    return note(
      `a job has been running since ${formatAgo(oldestRunningAt.toISOString(), now)}`,
      'Its worker may have been killed: restart the server, which tries it again.',
    );
  const [last] = failed;
  if (last)
    return note(
      `${plural(failed.length, 'job')} failed in the last day; the last, ${last.kind}, ${formatAgo(last.at.toISOString(), now)}: ${last.message ?? 'without a message'}`,
      'Mend what the message says and ask for it again.',
    );
  return good(waiting + running > 0 ? `${waiting} waiting, ${running} running` : 'none waiting, none failed in the last day');
}

export function checkDeliveries({ deliveries }: HouseState, now: Date): Finding {
  const [last] = deliveries;
  if (!last) return good('none failed in the last day');
  return note(
    `${plural(deliveries.length, 'notice')} failed in the last day; the last, to ${last.webhook}, ${formatAgo(last.at.toISOString(), now)}: ${last.said ?? 'without a message'}`,
    'Look at Settings, Webhooks: send a test there, and what failed again.',
  );
}

const oldDays = 7;

export function checkAnalysis({ analysis, generation, sources }: HouseState, now: Date, horizonDays: number): Finding {
  if (!analysis) return sources.length === 0 ? good('nothing is loaded yet') : note('what is loaded was never analysed', 'Run keyblast analyze.');
  const made = `analysis ${analysis.id}, made ${formatAgo(analysis.finishedAt.toISOString(), now)}`;
  if (analysis.generation !== generation)
    return note(`the facts are newer than ${made}`, 'Run keyblast analyze: the figures stand for the facts as they were.');
  if (analysis.weightsVersion !== weightsVersion)
    return note(
      `${made}, has weights of version ${analysis.weightsVersion}, this Keyblast ${weightsVersion}`,
      'Run keyblast analyze for figures of today’s weights.',
    );
  if (analysis.horizonDays !== horizonDays)
    return note(`${made}, has T = ${analysis.horizonDays} days, the settings say ${horizonDays}`, 'Run keyblast analyze for figures of that T.');
  if (minutes(analysis.finishedAt, now) > oldDays * 1440)
    return note(`${made}, is older than a week`, 'Import new data, or analyse anew: what has expired since still counts.');
  return good(`${made}, stands for all facts`);
}

const few = (names: readonly string[]): string => (names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', '));

export function checkHeld({ held }: HouseState): Finding {
  if (held.length === 0) return good('no import waits for confirmation');
  return note(
    `${plural(held.length, 'import')} ${held.length === 1 ? 'waits' : 'wait'} for confirmation: ${few(held.map(({ id, source }) => `${id} of ${source}`))}`,
    'Confirm or drop each on the Imports screen, or with keyblast imports confirm ID; until then nothing of it counts.',
  );
}

export function checkSources({ sources }: HouseState, now: Date): Finding {
  const stale = sources.filter(({ dataTime }) => dataTime && minutes(dataTime, now) > oldDays * 1440).map(({ name }) => name);
  if (stale.length === 0) return good(sources.length > 0 ? `${plural(sources.length, 'source')}, all of the last week` : 'none yet');
  return note(
    `${stale.length} of ${plural(sources.length, 'source')} have no data of the last week: ${few(stale)}`,
    'Import newer data of them: what was revoked or made since is not known.',
  );
}
