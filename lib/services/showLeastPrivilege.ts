import { z } from 'zod';
import { buildAwsEstate } from '../iam/buildAwsEstate.ts';
import { compareUse } from '../iam/leastPrivilege/compareUse.ts';
import { type Tightened, tightenPolicies, type Use } from '../iam/leastPrivilege/tightenPolicies.ts';
import { policiesOf, unknownPoliciesOf } from '../iam/policiesOf.ts';
import { fail, ok, type Result } from '../model/errors.ts';
import type { LeastPrivilege } from '../model/leastPrivilege.ts';
import { useDays } from '../model/use.ts';
import { readAwsPrincipal } from '../store/readAwsPrincipal.ts';
import { type LogSpan, readIdentityUse, readLogSpans } from '../store/readIdentityUse.ts';
import { findNode } from '../store/readNodes.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ShowLeastPrivilege = z.object({
  /** Key or alias of an identity. */
  identity: z.string().min(1, 'name an identity by its key or an alias'),
  /** The time up to which it is looked at: that of the analysis it is shown with. */
  until: z.iso.datetime({ offset: true }),
});
export type ShowLeastPrivilege = z.input<typeof ShowLeastPrivilege>;

/** What the policies of an AWS user or role allow and the logs never saw, and the least that would still allow what they saw. NOT_FOUND where no policies of it are imported. */
export async function showLeastPrivilege(ctx: Context, input: ShowLeastPrivilege): Promise<Result<LeastPrivilege>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ShowLeastPrivilege, input);
  if (!read.ok) return read;
  const node = await findNode(ctx.database, read.value.identity);
  const arn = arnOf(node?.key ?? read.value.identity);
  const principal = arn === undefined ? undefined : buildAwsEstate(await readAwsPrincipal(ctx.database, arn)).byArn.get(arn);
  if (!principal) return fail('NOT_FOUND', `The policies of ${read.value.identity} are not imported. Import the account with GetAccountAuthorizationDetails.`);
  const until = new Date(read.value.until);
  const from = new Date(until.getTime() - useDays * 86_400_000);
  const [seen, spans] = await Promise.all([
    node ? readIdentityUse(ctx.database, Number(node.id), from, until) : [],
    readLogSpans(ctx.database, 'aws', from, until),
  ]);
  const uses = seen.map(({ action, resource: key = '' }): Use => {
    const resource = arnOf(key);
    return { action, ...(resource !== undefined && { resource }) };
  });
  const { covered, dataEventsOf } = coverageOf(spans, principal.account);
  const policies = policiesOf(principal);
  const logged = { dataEventsOf: new Set(dataEventsOf) };
  // without a log nothing was seen, and nothing can be called unused
  const { documents: tightened, elsewhere }: Tightened = covered ? tightenPolicies(policies, uses, logged) : { documents: [], elsewhere: [], unlogged: [] };
  const own = uses.filter((use) => !elsewhere.includes(use));
  const { services, statements } = covered ? compareUse(policies, own, logged) : { services: [], statements: [] };
  const sum = (of: (service: (typeof services)[number]) => number): number => services.reduce((total, service) => total + of(service), 0);
  return ok({
    arn: principal.arn,
    from: from.toISOString(),
    until: until.toISOString(),
    ...(covered && { covered }),
    dataEventsOf,
    policies: [...new Set(policies.map(({ policy }) => policy))],
    unknownPolicies: unknownPoliciesOf(principal),
    usedActions: sum(({ used }) => used.length),
    unusedActions: sum(({ unused }) => unused.length),
    unloggedActions: sum(({ unlogged }) => unlogged),
    services,
    statements: statements.map(({ role: _, ...rest }) => rest),
    tightened,
    elsewhere,
  });
}

const arnOf = (key: string): string | undefined => (key.startsWith('aws:arn:') ? key.slice('aws:'.length) : undefined);

/** Of the account's own logs: from when to when there are management events, and the services whose data events there are (docs/formats/aws-cloudtrail.md). */
function coverageOf(spans: readonly LogSpan[], account: string): { covered?: { from: string; to: string }; dataEventsOf: string[] } {
  const own = spans.flatMap(({ what, from, to }) => {
    const said = /^CloudTrail log of (.+): (.+)$/.exec(what);
    return said?.[1] === account ? [{ kind: said[2]!, from, to }] : [];
  });
  const management = own.find(({ kind }) => kind === 'management events');
  return {
    ...(management && { covered: { from: management.from, to: management.to } }),
    dataEventsOf: own.flatMap(({ kind }) => /^data events of (\S+)$/.exec(kind)?.[1] ?? []).sort(),
  };
}
