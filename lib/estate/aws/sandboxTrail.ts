import { dayMs, type Estate } from '../moltbookEstate.ts';
import { item, type Random } from '../random.ts';
import type { AwsUser } from './account.ts';
import { sandbox, sandboxLogs } from './accounts.ts';
import { type Tenant, tenants } from './sandboxAccount.ts';
import { type Call, trailEvent, userCaller } from './trailEvents.ts';
import { loggedDays } from './trailFiles.ts';

/** All that the trail of the agents' account has, in the order of time: each key from its own address, some from a second one too, until it was last used. */
export function sandboxEvents(estate: Estate): object[] {
  const since = estate.asOfMs - loggedDays * dayMs;
  return [...tenants(estate).flatMap((tenant, at) => usesOf(tenant, since, at, estate.random(22, at))), ...checks(since, estate.random(23, 0))]
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

function usesOf({ user, company }: Tenant, since: number, number: number, random: Random): { at: number; event: object }[] {
  const used = lastUse(user);
  if (used === undefined || used <= since) return [];
  const first = Math.max(since, user.madeAt);
  const caller = userCaller(sandbox, 'agents/', user.name, user.keys?.[0]?.id);
  const addresses = [`192.0.2.${1 + (number % 60)}`, ...(random.chance(0.15) ? [`192.0.2.${100 + (number % 60)}`] : [])];
  const count = 4 + random.below(50);
  return Array.from({ length: count }, (_, nth) => {
    const at = nth === count - 1 ? used : first + random.next() * (used - first);
    const where = { address: item(addresses, nth % addresses.length), agent: 'Boto3/1.35.36 md/Botocore#1.35.36 ua/2.0 lang/python#3.12.6' };
    return { at, event: trailEvent(sandbox, at, caller, callOf(company, random), where, random) };
  });
}

/** The trail itself asks, once a day, whether it may go on to write. */
function checks(since: number, random: Random): { at: number; event: object }[] {
  const service = 'cloudtrail.amazonaws.com';
  const caller = { identity: { type: 'AWSService', invokedBy: service }, name: service };
  const call: Call = { service: 's3', name: 'GetBucketAcl', parameters: { bucketName: sandboxLogs } };
  return Array.from({ length: loggedDays }, (_, day) => {
    const at = since + (day + random.next()) * dayMs;
    return { at, event: trailEvent(sandbox, at, caller, call, { address: service, agent: service }, random) };
  });
}

const lastUse = ({ keys = [] }: AwsUser): number | undefined => keys[0]?.usedAt;

function callOf(company: string, random: Random): Call {
  const fate = random.next();
  const parameters = { bucketName: `${company}-customer-data`, key: `in/${random.below(900)}.csv` };
  if (fate < 0.5) return { service: 's3', name: 'GetObject', parameters, data: true };
  if (fate < 0.7) return { service: 's3', name: 'PutObject', parameters, data: true };
  if (fate < 0.9) return { service: 'lambda', name: 'GetFunction20150331v2', parameters: { functionName: `${company}-jobs` } };
  return { service: 'sts', name: 'GetCallerIdentity' };
}
