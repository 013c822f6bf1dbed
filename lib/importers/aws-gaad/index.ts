import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsGaad: Importer<Row> = {
  id: 'aws-gaad',
  title: 'AWS account: users, groups, roles and policies (JSON)',
  recognisedBy: 'the answer of GetAccountAuthorizationDetails: JSON with UserDetailList, GroupDetailList, RoleDetailList or Policies with PolicyVersionList',
  version: 1,
  rank: 400,
  detect,
  open,
  map,
};

function detect({ head }: Sample): Recognition {
  const lists = ['UserDetailList', 'GroupDetailList', 'RoleDetailList'].filter((name) => new RegExp(`"${name}"\\s*:`, 'i').test(head));
  if (lists.length > 0) return { score: 0.98, why: `it has ${lists.join(', ')}` };
  if (/"Policies"\s*:/i.test(head) && /"PolicyVersionList"\s*:/i.test(head)) return { score: 0.9, why: 'it has Policies with PolicyVersionList' };
  return { score: 0, why: 'it has no UserDetailList, GroupDetailList, RoleDetailList' };
}
