import { parseArn } from '../../model/arn.ts';
import { consolePasswordKey, sessionsKey } from '../../model/awsKeys.ts';
import { maxKeyBytes } from '../../model/factFields.ts';
import type { Outcome } from '../../model/facts.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { redactKey } from '../../model/redact.ts';
import { parseTime } from '../../model/time.ts';
import { awsTime } from '../aws/awsTime.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { accessKey } from '../keyForms.ts';
import { asObject, isObject, textOf } from '../parseJson.ts';
import { present } from '../present.ts';
import { actionOf, outcomeOf, serviceOf } from './action.ts';
import { type Caller, callerOf, type Text } from './caller.ts';
import { Covered, type Span } from './covered.ts';
import { type Logged, type Members, readEvents } from './events.ts';
import { originOf } from './origin.ts';
import { vouchedFor } from './proof.ts';
import { resourcesOf } from './resources.ts';
import { type Session, sessionMadeBy, sessionOf } from './session.ts';
import { readSessions } from './sessions.ts';

/** One call. `sessions` are those that it shows, `spans` stand on the last call of the set. */
export type Row = {
  /** Account whose log it is: the source's scope. */
  scope: string;
  time: string;
  caller: Pick<Caller, 'identity' | 'described'>;
  credential?: string;
  action: string;
  outcome?: Outcome;
  proof?: string;
  resources: string[];
  workload: { address?: string; userAgent?: string; instance?: string };
  eventId?: string;
  sessions: Session[];
  spans?: Span[];
};
type Call = Parsed<Row> & { ok: true };

/** Reads logs in any of the shapes of docs/formats/aws-cloudtrail.md. Calls add to what was known. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  return { source: `aws-cloudtrail:${setting.name}`, mode: 'increment', complete: true, records: records(files, setting) };
}

/** One call is held back, so that what the whole set covers is said with the last one and makes no record of its own. */
async function* records(files: InputFile[], { fingerprint, name }: Setting): AsyncGenerator<Parsed<Row>> {
  const text = textIn(fingerprint);
  const reading: Reading = { text, scope: name, proofs: await readSessions(files, text), covered: new Covered(), isNew: firstTime() };
  let last: Call | undefined;
  for (const [file, input] of files.entries()) {
    for await (const logged of readEvents(input)) {
      const record = recordOf(logged, file, reading);
      if (record.ok && last) yield last;
      if (record.ok) last = record;
      else yield record;
    }
  }
  if (last) yield { ...last, row: { ...last.row, spans: reading.covered.all() } };
}

/** What a set of files is read with. `isNew`: what an earlier call showed need not be told again. */
type Reading = { text: Text; scope: string; proofs: ReadonlyMap<string, string>; covered: Covered; isNew: (said: string) => boolean };

/** So many are remembered; told again they change nothing. */
const mostSeen = 100_000;

function firstTime(): (said: string) => boolean {
  const seen = new Set<string>();
  return (said) => {
    if (seen.has(said)) return false;
    if (seen.size >= mostSeen) seen.clear();
    seen.add(said);
    return true;
  };
}

/** Texts become parts of keys, where a secret is its fingerprint; what could be no part of one says nothing. */
function textIn(fingerprint: Fingerprint): Text {
  return (value) => {
    const text = textOf(value);
    return text === undefined || text.length > maxKeyBytes / 4 || controls.test(text) ? undefined : redactKey(text, fingerprint);
  };
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f]/;

function recordOf(logged: Logged, file: number, reading: Reading): Parsed<Row> {
  const rejected = (field: string, reason: string): Parsed<Row> => ({ ok: false, file, line: logged.line, field, reason });
  if ('reason' in logged) return { ok: false, file, ...logged };
  const { event, around, line } = logged;
  if (event.insightDetails !== undefined) return rejected('insightDetails', 'this tells of an unusual number of calls and is none itself');
  if (reading.text(event.eventName) === undefined) return rejected('eventName', 'eventName is missing');
  const time = timeOf(event, around);
  if (time === undefined) return rejected('eventTime', textOf(event.eventTime) === undefined ? 'eventTime is missing' : 'eventTime is no ISO 8601 time');
  return { ok: true, file, line, row: callIn(event, time, reading) };
}

/** As logged, so that a missing zone is told of; an abridged event may have it only in what it lies in. */
function timeOf(event: Members, around: readonly unknown[]): string | undefined {
  const logged = textOf(event.eventTime);
  if (logged !== undefined && parseTime(logged)) return logged;
  const others = [event, ...around]
    .filter(isObject)
    .flatMap(({ eventTime, time, EventTime, timestamp, p_event_time: p }) => [eventTime, time, EventTime, timestamp, p]);
  return others.map(awsTime).find((each) => each !== undefined);
}

function callIn(event: Members, time: string, reading: Reading): Row {
  const { text } = reading;
  const user = asObject(event.userIdentity) ?? {};
  const account = twelveDigits(event.recipientAccountId) ?? twelveDigits(user.accountId);
  const service = serviceOf(text(event.eventSource));
  const region = text(event.awsRegion) ?? '';
  const partition = parseArn(text(user.arn) ?? '')?.partition || partitionOf(region);
  const caller = callerOf(user, text, account, partition);
  const scope = account ?? reading.scope;
  reading.covered.add(scope, event, service, time);
  return {
    scope,
    time,
    caller: reading.isNew(caller.identity) ? caller : { identity: caller.identity },
    action: actionOf(service, text(event.eventName)!),
    resources: resourcesOf(event, { service: service ?? '', partition, region, account: account ?? '' }, text),
    ...whoAndWhence(event, user, caller, reading),
    ...present({ outcome: outcomeOf(event), eventId: text(event.eventID) }),
  };
}

/** What was presented and from where: not where a service of AWS calls for somebody, for then nothing was presented anew. */
function whoAndWhence(
  event: Members,
  user: Members,
  caller: Caller,
  { text, proofs, isNew }: Reading,
): Pick<Row, 'credential' | 'proof' | 'workload' | 'sessions'> {
  const { onBehalf, address } = originOf(event);
  const vouched = onBehalf ? {} : vouchedFor(user, caller, proofs, text);
  const session = caller.inSession && !onBehalf ? sessionOf(user, event, caller, vouched) : undefined;
  const sessions = [session, sessionMadeBy(event, caller, text)].filter((each) => each !== undefined);
  return {
    ...present({ credential: onBehalf ? undefined : session ? sessionsKey(session.identity) : presented(event, user, caller), proof: vouched.proof }),
    workload: present({ address, userAgent: text(event.userAgent), instance: vouched.instance }),
    sessions: sessions.filter((each) => isNew(`${sessionsKey(each.identity)} ${each.issuance ?? ''}`)),
  };
}

/** A key that lasts, or at the door of the console the password. */
function presented({ eventName }: Members, { type }: Members, { accessKey: id, identity }: Caller): string | undefined {
  if (eventName === 'ConsoleLogin' && (type === 'IAMUser' || type === 'Root')) return consolePasswordKey(identity.slice('aws:'.length));
  return id?.startsWith('AKIA') ? accessKey(id) : undefined;
}

const twelveDigits = (value: unknown): string | undefined => (/^\d{12}$/.test(String(value)) ? String(value) : undefined);

/** By the region's name, where no ARN of the event says it. */
const partitionOf = (region: string): string => (region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');
