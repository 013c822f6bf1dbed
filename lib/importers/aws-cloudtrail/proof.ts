import { asObject, isObject, textOf } from '../parseJson.ts';
import type { Caller, Text } from './caller.ts';
import type { Members } from './events.ts';

/** What AWS itself vouches for: who is behind a session, and in which workload it runs. */
export type Vouched = { proof?: string; instance?: string };

/**
 * The first that the event has: the source identity that a session was made with and cannot change; the function or task that AWS gave its credentials to; the instance that fetched them (its
 * name is then the session's); what the making of the session proved; the person that IAM Identity Center signed in.
 */
export function vouchedFor({ sessionContext, inScopeOf }: Members, caller: Caller, sessions: ReadonlyMap<string, string>, text: Text): Vouched {
  const context = asObject(sessionContext) ?? {};
  const issued = text(asObject(inScopeOf)?.credentialsIssuedTo);
  const machine = caller.sessionName !== undefined && /^i-[0-9a-f]{8,17}$/.test(caller.sessionName) ? caller.sessionName : undefined;
  const instance = issued ?? machine;
  const source = text(context.sourceIdentity);
  const proof =
    (source && `source identity ${source}`) ??
    (issued && `issued to ${issued}`) ??
    (machine && context.ec2RoleDelivery !== undefined ? `instance ${machine}` : undefined) ??
    sessions.get(caller.accessKey ?? '') ??
    subjectOf(context, text) ??
    (caller.sessionName !== undefined && /:role\/aws-reserved\/sso\./.test(caller.identity) ? `signed in as ${caller.sessionName}` : undefined);
  return { ...(proof === undefined ? {} : { proof }), ...(instance === undefined ? {} : { instance }) };
}

/** Of the providers that AWS knows by name, the session keeps whom they signed in. */
function subjectOf({ webIdFederationData }: Members, text: Text): string | undefined {
  const attributes = asObject(asObject(webIdFederationData)?.attributes) ?? {};
  const subject = Object.entries(attributes).find(([name]) => /(?:^|:)(?:sub|user_id|id)$/.test(name))?.[1];
  const said = text(subject);
  return said === undefined ? undefined : `web identity ${said}`;
}

/** What an event that makes a session proves of whoever will act in it: the id of the session's key, and the proof. */
export function sessionMade(event: Members, text: Text): { accessKey: string; proof: string } | undefined {
  const [request, response] = [asObject(event.requestParameters), asObject(event.responseElements)];
  const accessKey = textOf(asObject(response?.credentials)?.accessKeyId);
  const proof = proofOfMaking(event, request ?? {}, response ?? {}, text);
  return accessKey === undefined || proof === undefined ? undefined : { accessKey, proof };
}

function proofOfMaking({ eventName, userIdentity }: Members, request: Members, response: Members, text: Text): string | undefined {
  const name = text(asObject(userIdentity)?.userName);
  if (eventName === 'AssumeRoleWithWebIdentity') return prefixed('web identity', text(response.subjectFromWebIdentityToken) ?? name);
  if (eventName === 'AssumeRoleWithSAML') return prefixed('signed in as', name ?? text(response.subject));
  return eventName === 'AssumeRole' ? prefixed('session tags', tagsOf(request.tags, text)) : undefined;
}

const prefixed = (what: string, who: string | undefined): string | undefined => (who === undefined ? undefined : `${what} ${who}`);

function tagsOf(tags: unknown, text: Text): string | undefined {
  const pairs = Array.isArray(tags) ? tags.filter(isObject).flatMap(({ key, value }) => [`${text(key) ?? ''}=${text(value) ?? ''}`]) : [];
  return pairs.length === 0 ? undefined : pairs.sort().join(' ');
}
