import { parseArn } from '../../model/arn.ts';
import { arnKey } from '../../model/awsKeys.ts';
import type { Fact, ResourceFact } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import { present } from '../present.ts';
import type { Row } from './parse.ts';

/** What a resource of a service is called; a function is a workload, which other inputs describe. */
const kinds: { [service: string]: string } = {
  dynamodb: 'table',
  ecr: 'repository',
  kms: 'key',
  s3: 'bucket',
  secretsmanager: 'secret',
  sns: 'topic',
  sqs: 'queue',
};

/** The resource, and its policy for derive. */
export function* map({ source, policy }: Row): Generator<Fact> {
  const fact = resource(policy.resource, policy.account, source);
  if (fact) yield fact;
  yield documentFact({ kind: 'resource-policy', body: policy }, source);
}

function resource(arn: string, account: string | undefined, source: string): ResourceFact | undefined {
  const parts = parseArn(arn);
  const kind = kinds[parts?.service ?? ''];
  if (parts === undefined || kind === undefined) return undefined;
  const name = parts.resource.replace(/^(?:repository|table|key|secret)[/:]/, '');
  return { fact: 'resource', key: arnKey(arn), name, kind, system: 'aws', attrs: present({ account }), source: { name: source } };
}
