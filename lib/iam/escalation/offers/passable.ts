import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, ask, joinAnswers } from '../ask.ts';
import { trustsService } from '../serviceTrust.ts';
import type { Standing } from '../standing.ts';
import { targetValues } from '../tagValues.ts';
import { mayActOn } from '../targets.ts';
import type { World } from '../world.ts';

export type Passable = { role: AwsPrincipal; answer: Answer };

/** Roles that trust a service and that the principal may pass to it. @param only one of them */
export function* passable(world: World, standing: Standing, service: string, only?: AwsPrincipal): Iterable<Passable> {
  for (const role of mayActOn(world, standing, 'iam:PassRole', rolesTrusting(world, service, standing.principal.account), only)) {
    const trust = trustsService(world, role, service);
    const answer = trust && askPass(world, standing, role, service);
    if (answer) yield { role, answer: joinAnswers([answer, trust]) };
  }
}

const trusting = new WeakMap<World, Map<string, AwsPrincipal[]>>();

/** Roles of the account that name the service; those of services themselves are passed by nobody. */
function rolesTrusting(world: World, service: string, account: string): AwsPrincipal[] {
  const known = trusting.get(world) ?? new Map<string, AwsPrincipal[]>();
  trusting.set(world, known);
  const key = `${account} ${service}`;
  let roles = known.get(key);
  if (!roles) {
    roles = [...new Set(world.trusts.namingService(service))].filter((role) => role.account === account && !role.isServiceLinked);
    known.set(key, roles);
  }
  return roles;
}

export function askPass(world: World, standing: Standing, role: AwsPrincipal, service: string): Answer | undefined {
  if (role.isServiceLinked || role.account !== standing.principal.account) return undefined;
  return ask(world, standing, {
    action: 'iam:PassRole',
    resource: role.arn,
    values: [['iam:passedtoservice', service], ...targetValues('iam:PassRole', role)],
    isChosen: (key) => key === 'iam:associatedresourcearn',
  });
}
