import type { Condition } from '../model/facts.ts';
import type { OpenCondition, RequestContext } from './evaluation.ts';

/** Keys that say where a request comes from. */
const placeKeys = new Set(['aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn', 'aws:vpcsourceip']);
const timeKeys = new Set(['aws:currenttime', 'aws:epochtime', 'aws:tokenissuetime']);
const isPlace = (key: string): boolean => placeKeys.has(key) || key.startsWith('aws:vpce');
const isFactor = (key: string): boolean => key.startsWith('aws:multifactorauth');
const isTag = (key: string): boolean => /tag(\/|$|keys$)/.test(key);
/** What a resource is, and what lies in it, is not for the one who asks to choose; all else that a service asks about its own requests is. */
const ofTheResource = /resourcetag|existing|resourceaccount|resourceorg|resourcealias|dataaccesspoint/;

/** `aws:` keys of which whoever asks picks the value. */
const chosenGlobally = (key: string): boolean =>
  key === 'aws:requestedregion' || key.startsWith('aws:requesttag/') || /^aws:(tagkeys|useragent|referer)$/.test(key);

/** Whether the one who asks picks the value of a key: of a service's own request (`s3:prefix`, `iam:PassedToService`), the region, tags that are given. */
const isChosen = (key: string): boolean => (key.startsWith('aws:') ? chosenGlobally(key) : !ofTheResource.test(key));

/** Keys that a request made directly, not by a service, never has, and those of who asks: if they are there they are known. */
const absent = /^aws:(calledvia|source(arn|account|org)|federatedprovider$|assumedroot$|username$|principaltag\/)/;

/**
 * What is known of the requests of one who holds a long-term key of a user or a session of a role: time, place, second factor and the tags of resources are not.
 * @param values keys in small letters
 */
export function openContext(values: ReadonlyMap<string, string | readonly string[]>): RequestContext {
  const all = new Map([...values, ['aws:securetransport', 'true'], ['aws:viaawsservice', 'false'], ['aws:principalisawsservice', 'false']] as const);
  return { values: all, unknown: (key) => !absent.test(key), chosen: isChosen };
}

const kinds: [Condition['kind'], (key: string) => boolean][] = [
  ['mfa', isFactor],
  ['source', isPlace],
  ['tag', isTag],
  ['time', (key) => timeKeys.has(key)],
];

/** What an open decision hangs on: the kind of what is hardest to get, and all of it in words. */
export function conditionOf(open: readonly Omit<OpenCondition, 'statement'>[]): Condition {
  const keys = open.map(({ key }) => key.toLowerCase());
  const [kind] = kinds.find(([, is]) => keys.some(is)) ?? ['unevaluated' as const];
  const text = [...new Set(open.map(({ operator, key, values }) => `${operator} ${key} ${values.join(', ')}`.trim()))].sort().join('; ');
  return { kind, text: text.slice(0, 500) || 'a condition of its policies' };
}
