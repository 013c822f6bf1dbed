import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsCredentialReport: Importer<Row> = {
  id: 'aws-credential-report',
  title: 'AWS credential report (CSV or JSON)',
  recognisedBy: 'a first line with user, arn and access_key_1_active, or the answer of GetCredentialReport around such a table',
  version: 1,
  rank: 400,
  detect,
  open,
  map,
};

function detect({ head }: Sample): Recognition {
  const first =
    head
      .replace(/^\ufeff/, '')
      .trimStart()
      .split('\n', 1)[0]
      ?.toLowerCase() ?? '';
  const names = first.split(/[,;\t|]/).map((name) => name.trim().replace(/^"|"$/g, ''));
  if (['user', 'arn', 'access_key_1_active'].every((name) => names.includes(name))) return { score: 0.98, why: 'its columns are those of a credential report' };
  // the table within the answer, plain or in base64
  if (/^\s*[[{]/.test(head) && /"Content"\s*:\s*"(?:user,arn,|dXNlcixhcm4s)/i.test(head)) return { score: 0.98, why: 'its Content is a credential report' };
  return { score: 0, why: 'no columns user, arn and access_key_1_active' };
}
