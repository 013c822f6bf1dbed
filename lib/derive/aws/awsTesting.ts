import type { AwsDocument, AwsDocumentBody, AwsRole, AwsUser } from '../../model/awsDocuments.ts';
import type { Fact, Json } from '../../model/facts.ts';
import type { Document } from '../deriver.ts';
import { derive } from '../registry.ts';

/** Small estates of AWS for tests, written as policies are. */
export const own = '111122223333';
export const other = '444455556666';

type Statement = { [member: string]: Json };
export const policy = (...Statement: Statement[]): Json => ({ Version: '2012-10-17', Statement });
export const allow = (Action: Json, Resource: Json = '*', more: Statement = {}): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
export const deny = (Action: Json, Resource: Json = '*', more: Statement = {}): Statement => ({ Effect: 'Deny', Action, Resource, ...more });
export const trusts = (Principal: Json, more: Statement = {}): Json => policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });

export const userArn = (name: string, account = own): string => `arn:aws:iam::${account}:user/${name}`;
export const roleArn = (name: string, account = own): string => `arn:aws:iam::${account}:role/${name}`;
export const groupArn = (name: string): string => `arn:aws:iam::${own}:group/${name}`;
export const policyArn = (name: string): string => `arn:aws:iam::${own}:policy/${name}`;
export const inRegion = (service: string, resource: string, account = own): string => `arn:aws:${service}:eu-west-1:${account}:${resource}`;

const inline = (statements: Statement[]) => (statements.length === 0 ? [] : [{ name: 'own', policy: policy(...statements) }]);

export const user = (name: string, statements: Statement[] = [], more: Partial<AwsUser> = {}): AwsDocument => ({
  kind: 'user',
  body: { account: own, arn: userArn(name, more.account), name, groups: [], inline: inline(statements), attached: [], tags: {}, ...more },
});
export const role = (name: string, trust: Json, statements: Statement[] = [], more: Partial<AwsRole> = {}): AwsDocument => ({
  kind: 'role',
  body: { account: own, arn: roleArn(name, more.account), name, trust, inline: inline(statements), attached: [], tags: {}, instanceProfiles: [], ...more },
});
export const group = (name: string, statements: Statement[]): AwsDocument => ({
  kind: 'group',
  body: { account: own, arn: groupArn(name), name, inline: inline(statements), attached: [] },
});
export const managed = (name: string, ...statements: Statement[]): AwsDocument => ({
  kind: 'policy',
  body: { account: own, arn: policyArn(name), name, versions: [{ id: 'v1', isDefault: true, policy: policy(...statements) }] },
});
export const bucket = (name: string, statements: Statement[] = [], account = own): AwsDocument => ({
  kind: 'resource-policy',
  body: { account, resource: `arn:aws:s3:::${name}`, policy: policy(...statements) },
});
export const secret = (name: string, more: Partial<AwsDocumentBody<'secret'>> = {}): AwsDocument => ({
  kind: 'secret',
  body: { account: own, arn: inRegion('secretsmanager', `secret:${name}-AbCdEf`), name, type: 'secret', tags: {}, ...more },
});
export const lambda = (name: string, more: Partial<AwsDocumentBody<'compute'>> = {}): AwsDocument => ({
  kind: 'compute',
  body: { account: own, type: 'lambda-function', arn: inRegion('lambda', `function:${name}`), name, tags: {}, ...more },
});
export const table = (name: string): AwsDocument => ({
  kind: 'compute',
  body: { account: own, type: 'AWS::DynamoDB::Table', arn: inRegion('dynamodb', `table/${name}`), tags: {} },
});

export function derived(documents: readonly AwsDocument[]): { facts: Fact[]; problems: string[] } {
  // bodies are JSON as imports have it, but that a type cannot say of members that may be absent
  const { facts, problems } = derive('aws', 'aws', documents as unknown as readonly Document[]);
  return { facts: [...facts].map(({ fact }) => fact), problems: problems.map(({ reason }) => reason) };
}

/** ARNs and keys as short as they can be told apart. */
const short = (key: string): string =>
  key
    .replace(/^aws:/, '')
    .replace(`arn:aws:iam::${own}:`, '')
    .replace(/^arn:aws:(s3:::|[a-z0-9-]+:eu-west-1:111122223333:|iam::)/, (_, head: string) =>
      head.startsWith('s3') ? 'bucket/' : head.split(':')[0] === 'iam' ? 'iam::' : `${head.split(':')[0]}/`,
    )
    .replace(`account/${own}`, 'account');

/** Facts as sentences. */
export function tell(fact: Fact): string {
  const limits = (each: { certainty?: string; condition?: { kind: string } }): string =>
    each.certainty === 'possible' ? ` (possibly: ${each.condition?.kind})` : '';
  if (fact.fact === 'grant') return `${short(fact.from)} may ${fact.class} ${short(fact.resource)} by ${fact.actions?.join(' ')}${limits(fact)}`;
  if (fact.fact === 'edge') {
    const how = [fact.technique, fact.lasting && 'lasting', fact.sessionTtl && `for ${fact.sessionTtl} s`].filter(Boolean).join(', ');
    return `${short(fact.from)} ${fact.edge} ${short(fact.to)}${how && ` by ${how}`}${limits(fact)}`;
  }
  return 'key' in fact ? `${fact.fact} ${short(fact.key)}${'pattern' in fact && fact.pattern ? ' (pattern)' : ''}` : fact.fact;
}

/** What is told of those whose key holds one of the names: what they may do, as whom they act, who acts as them. */
export const about = (facts: readonly Fact[], ...names: string[]): string[] =>
  facts
    .filter((fact) => (fact.fact === 'edge' || fact.fact === 'grant') && names.some((name) => fact.from.endsWith(name)))
    .map(tell)
    .sort();
