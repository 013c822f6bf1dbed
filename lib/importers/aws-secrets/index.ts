import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsSecrets: Importer<Row> = {
  id: 'aws-secrets',
  title: 'AWS secrets and parameters (JSON)',
  recognisedBy: 'answers of aws secretsmanager and aws ssm about parameters: JSON with SecretList, SecretValues, or Parameters with a Type and a Name',
  version: 1,
  rank: 300,
  detect,
  open,
  map,
};

function detect({ head }: Sample): Recognition {
  if (!/^\ufeff?\s*[[{]/.test(head)) return { score: 0, why: 'it is no JSON' };
  if (/"(?:eventSource|CloudTrailEvent)\\?"/.test(head)) return { score: 0, why: 'it is of another format of AWS' };
  const list = /"(SecretList|SecretValues)"\s*:\s*\[/.exec(head)?.[1];
  if (list !== undefined) return { score: 0.95, why: `it has ${list}` };
  if (/"Parameters?"\s*:\s*[[{]/.test(head) && /"Type"\s*:\s*"(?:SecureString|String|StringList)"/.test(head))
    return { score: 0.95, why: 'it has Parameters of Systems Manager' };
  const arn = /"ARN"\s*:\s*"arn:aws[a-z-]*:secretsmanager:/.test(head);
  if (arn && /"(?:SecretString|SecretBinary|VersionIdsToStages|RotationEnabled|LastChangedDate)"/.test(head))
    return { score: 0.95, why: 'it is about a secret' };
  if (/^\ufeff?\s*\{\s*"Parameters"\s*:\s*\[\s*\]\s*[,}]/.test(head)) return { score: 0.7, why: 'it has Parameters, and nothing in it' };
  return { score: 0, why: 'no SecretList, SecretValues or Parameters with a Type' };
}
