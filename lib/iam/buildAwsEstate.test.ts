import { expect, test } from 'vitest';
import type { AwsCompute, AwsRole } from '../model/awsDocuments.ts';
import { buildAwsEstate } from './buildAwsEstate.ts';

test('an instance has the role that its profile hands it, where the inventory names the profile only', () => {
  const account = '111122223333';
  const profile = `arn:aws:iam::${account}:instance-profile/p`;
  const role: AwsRole = {
    ...{ account, arn: `arn:aws:iam::${account}:role/r`, name: 'r', trust: {}, inline: [], attached: [], tags: {} },
    instanceProfiles: [`${profile}-other`, profile],
  };
  const instance = (id: string, more: Partial<AwsCompute>): AwsCompute => ({
    type: 'ec2-instance',
    arn: `arn:aws:ec2:eu-west-1:${account}:instance/${id}`,
    tags: {},
    ...more,
  });
  const other = `arn:aws:iam::${account}:role/other`;
  const compute = [
    instance('i-1', { instanceProfile: profile }),
    instance('i-2', { instanceProfile: `${profile}-x` }),
    instance('i-3', { instanceProfile: profile, role: other }),
    instance('i-4', {}),
  ];
  const estate = buildAwsEstate([{ kind: 'role', body: role }, ...compute.map((body) => ({ kind: 'compute' as const, body }))]);
  expect(estate.compute.get('ec2-instance')?.map((thing) => thing.role)).toEqual([role.arn, undefined, other, undefined]);
});
