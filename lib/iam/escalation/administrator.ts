import { probe } from '../awsEstate.ts';
import { type Answer, askAll, ofResource, type Question } from './ask.ts';
import { homeRegion } from './attackerContext.ts';
import { extent, type Standing } from './standing.ts';
import { partitionOf, trustOf, type World } from './world.ts';

/** What an administrator may do, to things that do not exist yet: whoever may do all of it, is one. */
export const probes: readonly { action: string; arn: string; values?: Question['values'] }[] = [
  { action: 'iam:AttachUserPolicy', arn: `iam::ACCOUNT:user/${probe}`, values: [['iam:policyarn', 'arn:aws:iam::aws:policy/AdministratorAccess']] },
  { action: 'iam:PutRolePolicy', arn: `iam::ACCOUNT:role/${probe}` },
  { action: 'iam:CreatePolicyVersion', arn: `iam::ACCOUNT:policy/${probe}` },
  { action: 'iam:PassRole', arn: `iam::ACCOUNT:role/${probe}` },
  { action: 'sts:AssumeRole', arn: `iam::ACCOUNT:role/${probe}` },
  { action: 's3:GetObject', arn: `s3:::${probe}/${probe}` },
  { action: 'secretsmanager:GetSecretValue', arn: `secretsmanager:${homeRegion}:ACCOUNT:secret:${probe}-AbCdEf` },
  { action: 'ec2:RunInstances', arn: `ec2:${homeRegion}:ACCOUNT:instance/${probe}` },
  { action: 'lambda:UpdateFunctionCode', arn: `lambda:${homeRegion}:ACCOUNT:function:${probe}` },
  { action: 'dynamodb:GetItem', arn: `dynamodb:${homeRegion}:ACCOUNT:table/${probe}` },
];

const known = new WeakMap<Standing, { answer: Answer | undefined }>();

/** Whether the principal, as it stands, is an administrator of its account. */
export function askAdministrator(world: World, standing: Standing): Answer | undefined {
  let found = known.get(standing);
  if (!found) {
    found = { answer: probeAll(world, standing) };
    known.set(standing, found);
  }
  return found.answer;
}

function probeAll(world: World, standing: Standing): Answer | undefined {
  if (probes.some(({ action }) => extent(world, standing, action) === 'none')) return undefined;
  const { account } = standing.principal;
  const partition = partitionOf(standing.principal);
  const answer = askAll(
    world,
    standing,
    probes.map(({ action, arn, values }) => ({
      action,
      resource: `arn:${partition}:${arn.replace('ACCOUNT', account)}`,
      account,
      // the trust of a role that leaves it to the account's own policies
      ...(action === 'sts:AssumeRole' && { policy: ofResource('role', 'trust policy', trustOf(account)) }),
      isChosen: (key) => key === 'iam:passedtoservice' || key === 'iam:policyarn' || key === 'iam:associatedresourcearn',
      ...(values && { values }),
    })),
  );
  // the trust asked with is nobody's: it is no evidence
  return answer && { ...answer, statements: () => answer.statements().filter(({ role }) => role !== 'resource') };
}
