import type { Condition } from '../../model/facts.ts';
import type { AwsPrincipal } from '../awsEstate.ts';
import { commonText } from '../commonText.ts';
import { evaluate } from '../evaluate.ts';
import type { StatementRef } from '../evaluation.ts';
import { onceEach } from '../once.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { readContext, resolveText } from '../requestContext.ts';
import { type Answer, conditionOf, ofResource } from './ask.ts';
import { isTimeKey, timeValues } from './attackerContext.ts';
import { accountOf } from './standing.ts';
import { partitionOf, type World } from './world.ts';

const known = onceEach(
  (world: World) => world,
  () =>
    onceEach(
      (role: AwsPrincipal) => role,
      () => new Map<string, Answer | undefined>(),
    ),
);

/** Whether a role lets a service in that works for somebody in its own account, by its trust policy as it was imported. */
export function trustsService(world: World, role: AwsPrincipal, service: string): Answer | undefined {
  const answers = known(world)(role);
  if (!answers.has(service)) answers.set(service, askTrust(world, role, service));
  return answers.get(service);
}

const trusting = onceEach(
  (world: World) => world,
  () => new Map<string, readonly AwsPrincipal[]>(),
);

/** Roles of an account that let a service in; those of services themselves left out, for nobody passes them. */
export function rolesTrusting(world: World, service: string, account: string): readonly AwsPrincipal[] {
  const lists = trusting(world);
  const key = `${account} ${service}`;
  let roles = lists.get(key);
  if (!roles) {
    const named = [...new Set(world.trusts.namingService(service))].filter((role) => role.account === account && !role.isServiceLinked);
    roles = named.filter((role) => trustsService(world, role, service));
    lists.set(key, roles);
  }
  return roles;
}

function askTrust(world: World, role: AwsPrincipal, service: string): Answer | undefined {
  let open: Condition | undefined;
  for (const source of [undefined, ...sourceArns(role)]) {
    const values = new Map<string, string>([
      ...timeValues(world.attacker),
      ['aws:principalisawsservice', 'true'],
      ['aws:principalservicename', service],
      ['aws:securetransport', 'true'],
      ['aws:sourceaccount', role.account],
      ...(world.estate.organizationId === undefined ? [] : [['aws:sourceorgid', world.estate.organizationId] as const]),
      ...(source === undefined ? [] : [['aws:sourcearn', source] as const]),
    ]);
    const {
      certain,
      upTo,
      allowedBy,
      open: left,
    } = evaluate(
      { identity: [], scps: [], rcps: accountOf(world, role.account).rcps, resource: ofResource(role.arn, 'trust policy', role.trust ?? {}) },
      {
        principal: service,
        action: 'sts:AssumeRole',
        resource: role.arn,
        resourceAccount: role.account,
        isResourceOfManagementAccount: accountOf(world, role.account).isManagement === true,
        context: { values, unknown: (key) => isTimeKey(key) || (key.startsWith('aws:source') && key !== 'aws:sourcearn' && key !== 'aws:sourceaccount') },
      },
    );
    if (certain === 'Allowed') return { statements: (): StatementRef[] => allowedBy };
    if (upTo === 'Allowed') open ??= conditionOf(left);
  }
  return open && { statements: () => [], condition: open };
}

/** What the attacker starts may have the ARN that the trust policy asks for, where that lies in the role's account. */
function sourceArns(role: AwsPrincipal): string[] {
  const context = readContext({ values: new Map([['aws:sourceaccount', role.account]]) });
  const asked = parsePolicy(role.trust ?? {}).statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key === 'aws:sourcearn'));
  const own = `arn:${partitionOf(role)}:`;
  return asked
    .flatMap(({ values }) => values.flatMap((value) => resolveText(value, context)?.pattern ?? []))
    .flatMap((pattern) => commonText([pattern]) ?? [])
    .map((arn) => arn.split(':'))
    .filter(([, , , , account]) => account === undefined || account === '' || account === role.account)
    .map((parts) => (parts.length < 6 ? `${own}x:us-east-1:${role.account}:x` : parts.map((part, at) => (at === 4 ? role.account : part)).join(':')));
}
