import type { AwsPrincipal } from '../../awsEstate.ts';
import { many, manyInSegment } from '../../textPattern.ts';
import { type Answer, ask, joinAnswers } from '../ask.ts';
import { passRules } from '../rules/passRules.ts';
import { rolesTrusting, trustsService } from '../serviceTrust.ts';
import { SharedPower } from '../sharedPower.ts';
import type { Standing } from '../standing.ts';
import { targetValues } from '../tagValues.ts';
import { mayActOn } from '../targets.ts';
import { eachVerdict, knownAnswer, type Verdicts, verdictsOf } from '../verdicts.ts';
import type { World } from '../world.ts';

export type Passable = { role: AwsPrincipal; answer: Answer };

const passPower = new SharedPower<Verdicts<AwsPrincipal>>(['iam:PassRole']);

/** Roles that trust a service and that the principal may pass to it. @param only one of them */
export function* passable(world: World, standing: Standing, service: string, only?: AwsPrincipal): Iterable<Passable> {
  const roles = passPower.of(world, standing, service, () => {
    const named = rolesTrusting(world, service, standing.principal.account);
    return verdictsOf(mayActOn(world, standing, 'iam:PassRole', named), (role) => askPassTrusted(world, standing, role, service));
  });
  for (const { of: role, condition } of eachVerdict(roles, only))
    yield { role, answer: knownAnswer(condition, () => askPassTrusted(world, standing, role, service)) };
}

function askPassTrusted(world: World, standing: Standing, role: AwsPrincipal, service: string): Answer | undefined {
  const trust = trustsService(world, role, service);
  const pass = trust && askPass(world, standing, role, service);
  return pass && joinAnswers([pass, trust]);
}

export function askPass(world: World, standing: Standing, role: AwsPrincipal, service: string): Answer | undefined {
  if (role.isServiceLinked || role.account !== standing.principal.account) return undefined;
  return ask(world, standing, {
    action: 'iam:PassRole',
    resource: role.arn,
    values: [['iam:passedtoservice', service], ...targetValues('iam:PassRole', role)],
    isChosen: (key) => key === 'iam:associatedresourcearn' && arnsOf(service),
  });
}

/** What a service gives the role to is a thing of its own: a pattern of such ARNs. */
function arnsOf(service: string): string {
  const [start] = passRules.find((rule) => rule.service === service)?.calls ?? [];
  const prefix = start?.actions[0]?.split(':')[0] ?? service.split('.')[0];
  return `arn:${manyInSegment}:${prefix}:${manyInSegment}:${manyInSegment}:${many}`;
}
