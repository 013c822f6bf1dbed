import { sessionsKey } from '../../model/awsKeys.ts';
import type { Fact, SourceTag, UsageFact } from '../../model/facts.ts';
import type { Row } from './parse.ts';
import type { Session } from './session.ts';

/** The longest that a session of a role can last: role chaining and most roles end it sooner (AWS STS API reference, AssumeRole). */
const longestSession = 43_200;

/** One use a resource, and what the call shows beside: sessions, callers that no inventory lists; with the last call of a set, what its log covers. */
export function* map(row: Row): Generator<Fact> {
  const source: SourceTag = { name: `aws-cloudtrail:${row.scope}` };
  for (const fact of factsOf(row)) yield { ...fact, source };
  for (const { scope, what, from, to } of row.spans ?? [])
    yield { fact: 'coverage', system: 'aws', from, to, what: [what], source: { name: `aws-cloudtrail:${scope}` } };
}

function* factsOf(row: Row): Generator<Fact> {
  const { identity, described } = row.caller;
  if (described) yield { fact: 'identity', key: identity, ...described, system: 'aws' };
  for (const session of row.sessions) yield* sessionFacts(session);
  yield* uses(row);
}

function* sessionFacts({ identity, issuance }: Session): Generator<Fact> {
  const key = sessionsKey(identity);
  yield {
    fact: 'credential',
    key,
    type: 'aws-session',
    ...(issuance === undefined ? {} : { issuance }),
    presentation: 'bearer',
    ttl: longestSession,
    system: 'aws',
  };
  yield { fact: 'edge', edge: 'authenticates', from: key, to: identity, basis: 'observed', evidence: { log: 'CloudTrail' } };
}

/** A call on several things is a use of each; the event's id is that of the first. */
function* uses({ time: at, caller, credential, action, outcome, proof, resources, workload, eventId }: Row): Generator<UsageFact> {
  const use: UsageFact = {
    ...{ fact: 'usage', ...(credential === undefined ? {} : { credential }), identity: caller.identity, at, action },
    ...(outcome === undefined ? {} : { outcome }),
    ...(proof === undefined ? {} : { proof }),
    ...(Object.keys(workload).length === 0 ? {} : { workload }),
  };
  const id = (nth: number) => (eventId === undefined ? {} : { eventId: nth === 0 ? eventId : `${eventId}#${nth}` });
  if (resources.length === 0) yield { ...use, ...id(0) };
  for (const [nth, resource] of resources.entries()) yield { ...use, resource, ...id(nth) };
}
