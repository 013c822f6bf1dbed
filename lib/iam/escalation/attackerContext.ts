import type { AwsPrincipal } from '../awsEstate.ts';
import { probe } from '../awsEstate.ts';
import type { Attacker } from './result.ts';
import type { World } from './world.ts';

/** The region of requests where nothing asks for another. */
export const homeRegion = 'us-east-1';

/**
 * The context of every request of an attacker who holds a long-term key of a user, or a session of a role: over TLS, not through a service, with no second factor. What is not here it does
 * not have; `unknownKeys` are those that nobody knows.
 */
export function requestValues({ estate, attacker }: World, principal: AwsPrincipal, tags: Readonly<Record<string, string>>): Map<string, string> {
  const { kind, arn, account, name, id } = principal;
  const values = new Map<string, string>([
    ...timeValues(attacker),
    ['aws:securetransport', 'true'],
    ['aws:viaawsservice', 'false'],
    ['aws:principalisawsservice', 'false'],
    ['aws:principalarn', arn],
    ['aws:principalaccount', account],
    ['aws:principaltype', kind === 'user' ? 'User' : 'AssumedRole'],
    ['aws:requestedregion', homeRegion],
  ]);
  if (attacker.sourceIp !== undefined) values.set('aws:sourceip', attacker.sourceIp);
  if (id !== undefined) values.set('aws:userid', kind === 'user' ? id : `${id}:${probe}`);
  if (kind === 'user') values.set('aws:username', name);
  else values.set('aws:tokenissuetime', attacker.now ?? afterAll);
  if (estate.organizationId !== undefined) values.set('aws:principalorgid', estate.organizationId);
  for (const [key, value] of Object.entries(tags)) values.set(`aws:principaltag/${key.toLowerCase()}`, value);
  return values;
}

/** A session that the attacker takes is newer than any that was revoked. */
const afterAll = '9999-12-31T23:59:59.000Z';

/** What a request says of the time, if it is known. */
export const timeValues = ({ now }: Attacker): [string, string][] =>
  now === undefined
    ? []
    : [
        ['aws:currenttime', now],
        ['aws:epochtime', String(Math.floor(Date.parse(now) / 1000))],
      ];

const placeKeys = new Set(['aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn', 'aws:vpcsourceip']);

/** Where requests come from is not known where the attacker has no address. */
export const isPlaceKey = (key: string): boolean => placeKeys.has(key);
/** When it happens, where nobody says. */
export const isTimeKey = (key: string): boolean => key === 'aws:currenttime' || key === 'aws:epochtime';
/** A second factor is what the attacker does not have, and may get. */
export const isFactorKey = (key: string): boolean => key.startsWith('aws:multifactorauth');
