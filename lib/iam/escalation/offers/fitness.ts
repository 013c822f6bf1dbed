import type { AwsCompute } from '../../../model/awsDocuments.ts';
import type { Condition } from '../../../model/facts.ts';
import { ask } from '../ask.ts';
import type { RunRule } from '../rule.ts';
import type { Standing } from '../standing.ts';
import type { World } from '../world.ts';

/** Yes, no, or on a condition. */
export type Fitness = 'yes' | 'no' | Condition;

/** Whether a technique of the principal works on a thing as the inventory describes it. */
export function fitnessOf(thing: AwsCompute, rule: RunRule, world: World, standing: Standing): Fitness {
  if (!isThere(thing)) return 'no';
  return fitness[rule.id]?.(thing, (action) => may(world, standing, action, thing)) ?? 'yes';
}

export function isThere(thing: AwsCompute): boolean {
  return !/^(terminated|shutting-down|deleted|deleting|delete_complete|delete_in_progress|deprovisioning)$/i.test(thing.state ?? '') && !isGone(thing);
}

/** A cluster that ECS calls inactive was deleted; a function that Lambda calls so only sleeps. */
const isGone = ({ type, state }: AwsCompute): boolean => type.startsWith('ecs-') && /^inactive$/i.test(state ?? '');

function may(world: World, standing: Standing, action: string, { arn }: AwsCompute): boolean {
  const answer = ask(world, standing, {
    action,
    resource: action === 'ec2:EnableSerialConsoleAccess' || action === 'ec2-instance-connect:OpenTunnel' ? '*' : arn,
  });
  return answer !== undefined && !answer.condition;
}

const unknown = (text: string): Condition => ({ kind: 'missing-input', text });

/** @param is what the inventory says, if anything */
const known = (is: boolean | undefined, text: string): Fitness => (is === undefined ? unknown(text) : is ? 'yes' : 'no');

const isStopped = ({ state }: AwsCompute): boolean => /^(stopped|stopping)$/i.test(state ?? '');

type Test = (thing: AwsCompute, may: (action: string) => boolean) => Fitness;

const bySsm: Test = (thing) => (isStopped(thing) ? 'no' : known(thing.ssmManaged, 'whether the instance is managed by Systems Manager'));
const bySsh: Test = (thing, may) => {
  if (isStopped(thing)) return 'no';
  const use = known(thing.sshReachable, 'whether port 22 of the instance can be reached');
  return use === 'no' && may('ec2-instance-connect:OpenTunnel') ? unknown('whether there is an endpoint of EC2 Instance Connect in its network') : use;
};

const fitness: Record<string, Test> = {
  'AWS.Lambda.UpdateFunctionCode': ({ triggered }) => known(triggered, 'whether something triggers the function'),
  'AWS.Lambda.UpdateFunctionConfiguration.Layer': ({ triggered }, may) =>
    may('lambda:InvokeFunction') || may('lambda:AddPermission') ? 'yes' : known(triggered, 'whether something triggers the function'),
  'AWS.EC2.LaunchTemplateVersion': ({ triggered }) => (triggered === false ? 'no' : 'yes'),
  'AWS.EC2InstanceConnect.SendSSHPublicKey': bySsh,
  'AWS.EC2InstanceConnect.SendSerialConsoleSSHPublicKey': (thing, may) => {
    if (isStopped(thing)) return 'no';
    return may('ec2:EnableSerialConsoleAccess') ? 'yes' : unknown('whether the account has serial console access on');
  },
  'AWS.SSM.StartSession': bySsm,
  'AWS.SSM.SendCommand': bySsm,
  'AWS.SSM.CreateAssociation': bySsm,
  'AWS.CodeBuild.StartBuildBatch': ({ batchEnabled }) => known(batchEnabled, 'whether the project builds batches'),
  'AWS.SageMaker.CreatePresignedNotebookInstanceUrl': ({ state }, may) =>
    state === undefined || /^(inservice|updating)$/i.test(state) || may('sagemaker:StartNotebookInstance') ? 'yes' : 'no',
  'AWS.ECS.ExecuteCommand': (thing) => (isStopped(thing) ? 'no' : known(thing.executeCommandEnabled, 'whether commands can be executed in the task')),
};
