import type { AwsEstate } from '../../iam/awsEstate.ts';
import { accountOfArn } from '../../model/arn.ts';
import type { AwsCompute } from '../../model/awsDocuments.ts';
import { accountAdministratorKey, arnKey } from '../../model/awsKeys.ts';
import type { Fact, WorkloadFact } from '../../model/facts.ts';

/** What kind of workload a type of the inventory is. */
const kinds: [RegExp, string][] = [
  [/lambda-function|lambda::function/i, 'function'],
  [/ec2-instance|ec2::instance|container-instance/i, 'instance'],
  [/ecs-task|ecs::task/i, 'task'],
  [/job|codebuild|build|pipeline|stack|state-?machine/i, 'job'],
  [/notebook|dev-endpoint/i, 'notebook'],
  [/service|cluster/i, 'service'],
  [/interpreter/i, 'agent'],
];

/** Something that runs code, and as whom. What has no role and is none of the kinds is no workload. */
export function* factsOfCompute({ arn, type, name, role, state, account = accountOfArn(arn) }: AwsCompute, { accounts }: AwsEstate): Generator<Fact> {
  const kind = kinds.find(([form]) => form.test(type))?.[1];
  if (kind === undefined && role === undefined) return;
  const key = arnKey(arn);
  const node: WorkloadFact = { fact: 'workload', key, kind: kind ?? 'compute', name: name ?? arn, system: 'aws', ...(isOver(state) && { status: 'disabled' }) };
  yield node;
  if (role !== undefined) yield { fact: 'edge', edge: 'runs-as', from: key, to: arnKey(role), evidence: { inventory: type } };
  // an administrator of the account can run what it likes inside
  if (account !== undefined && accounts.has(account)) yield { fact: 'edge', edge: 'controls', from: accountAdministratorKey(account), to: key, lasting: true };
}

/** Terminated for good; what is only stopped can be started. */
const isOver = (state: string | undefined): boolean => state !== undefined && /^(terminated|deleted|delete_complete)$/i.test(state);
