import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsAccessKeys: Importer<Row> = {
  id: 'aws-access-keys',
  title: 'AWS access keys (JSON)',
  recognisedBy: 'JSON of aws iam list-access-keys (AccessKeyMetadata), create-access-key or get-access-key-last-used, or objects with AccessKeyId and UserName',
  version: 1,
  rank: 400,
  detect,
  open,
  map,
};

function detect({ head }: Sample): Recognition {
  if (!/^\ufeff?\s*[[{]/.test(head)) return { score: 0, why: 'it is no JSON' };
  if (/"AccessKeyMetadata"\s*:\s*\[/i.test(head)) return { score: 0.95, why: 'it has AccessKeyMetadata' };
  if (/"AccessKeyLastUsed"\s*:\s*\{/.test(head)) return { score: 0.95, why: 'it has AccessKeyLastUsed' };
  // with these capitals: events of a log have others
  const id = /"AccessKeyId"\s*:\s*"A[KS]IA/.test(head);
  if (id && /"UserName"\s*:/.test(head) && /"(?:Status|CreateDate)"\s*:/.test(head)) return { score: 0.9, why: 'its objects have AccessKeyId and UserName' };
  if (/"userName"\s*:/i.test(head) && /"accessKeys"\s*:\s*\[/i.test(head)) return { score: 0.8, why: 'its objects have userName and accessKeys' };
  return { score: 0, why: 'no AccessKeyMetadata, AccessKeyLastUsed, or objects with AccessKeyId and UserName' };
}
