import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsOrganizations: Importer<Row> = {
  id: 'aws-organizations',
  title: 'AWS organisation: accounts, units and their policies (JSON)',
  recognisedBy:
    'answers of aws organizations: JSON with Organization, Roots, OrganizationalUnits, Accounts, Policies, Policy, Targets, Children or Parents and ids like o-…, r-…, ou-…, p-…; or scps',
  version: 1,
  rank: 400,
  detect,
  open,
  map,
};

const list = /"(Organization|Roots|OrganizationalUnits|Accounts|Policies|Policy|Targets|Children|Parents)"\s*:\s*[[{]/;
const id = /"(?:Id|TargetId|ParentId)"\s*:\s*"(?:o-[a-z0-9]{8,32}|r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|p-\w{8,128})"/;

function detect({ name, head }: Sample): Recognition {
  if (!/^\ufeff?\s*[[{]/.test(head)) return { score: 0, why: 'it is no JSON' };
  const found = list.exec(head)?.[1];
  const isLog = /"(?:eventSource|CloudTrailEvent)"/.test(head);
  if (found !== undefined && !isLog && (/"arn:aws[\w-]*:organizations::/.test(head) || id.test(head)))
    return { score: 0.9, why: `it has ${found} with ids of an organisation` };
  if (/"(?:scps|rcps)"\s*:\s*\[\s*\{\s*"target"/.test(head)) return { score: 0.8, why: 'it has scps or rcps with targets' };
  // an answer that lists nothing
  if (found !== undefined && /list-(?:roots|accounts|organizational-units|children|parents|policies-for-target|targets-for-policy)/.test(name))
    return { score: 0.6, why: `it has ${found}, and its name is that of an answer of Organizations` };
  return { score: 0, why: 'no answer of aws organizations' };
}
