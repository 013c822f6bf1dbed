import type { Condition } from '../../model/facts.ts';
import type { AwsPrincipal } from '../awsEstate.ts';
import { commonText } from '../commonText.ts';
import { evaluate } from '../evaluate.ts';
import type { StatementRef } from '../evaluation.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { readContext, resolveText } from '../requestContext.ts';
import { type Answer, conditionOf, ofResource } from './ask.ts';
import { isTimeKey, timeValues } from './attackerContext.ts';
import { accountOf } from './standing.ts';
import { partitionOf, type World } from './world.ts';

const known = new WeakMap<World, Map<string, Answer | undefined>>();

/** Whether a role lets a service in that works for somebody in its own account, by its trust policy as it was imported. */
export function trustsService(world: World, role: AwsPrincipal, service: string): Answer | undefined {
  const answers = known.get(world) ?? new Map<string, Answer | undefined>();
  known.set(world, answers);
  const key = `${role.arn} ${service}`;
  if (!answers.has(key)) answers.set(key, askTrust(world, role, service));
  return answers.get(key);
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
