import { accountOfArn, parseArn } from '../../model/arn.ts';
import type { AwsDocumentBody } from '../../model/awsDocuments.ts';
import { awsResource } from '../../model/awsResource.ts';
import type { Json } from '../../model/facts.ts';
import { entryReason } from '../aws/awsDocument.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { present } from '../present.ts';
import { readJsonItems } from '../readJsonItems.ts';
import { type Answer, answer } from './answers.ts';
import { resourceOfPolicy } from './resourceOfPolicy.ts';

export type Row = { source: string; policy: AwsDocumentBody<'resource-policy'> };

/** Reads policies of resources: answers of AWS, one object after the other, or a list of them. An answer without a policy says that there is none. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const opened = { source: `aws-resource-policies:${setting.name}`, mode: 'snapshot' as const, complete: true, dataTime: 'import', records: records() };
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) {
      for await (const { line, text, cut } of readJsonItems(input)) {
        for (const row of rowsOf(text, cut, setting.name)) {
          if ('reason' in row) opened.complete = false;
          else opened.source = row.source;
          yield 'reason' in row ? { ok: false, file, line, ...row } : { ok: true, file, line, row };
        }
      }
    }
  }
  return opened;
}

type Refused = { field?: string; reason: string };

function* rowsOf(text: string, cut: boolean, name: string): Generator<Row | Refused> {
  const value = parseJson(text);
  if (value === undefined) return yield { reason: cut ? 'the file ends within this answer' : 'the answer is not valid JSON' };
  const read = answer.safeParse(value);
  if (!read.success) return yield entryReason(read.error);
  const all: Partial<Answer>[] = [read.data, ...read.data.ResourcePolicies.map((entry) => ({ ...present({ Account: read.data.Account }), ...entry }))];
  for (const one of all) {
    const policy = one.Policy ?? one.ResourcePolicy ?? one.PolicyText ?? one.Attributes?.Policy;
    if (policy !== undefined) yield rowOf(one, policy, name);
  }
}

/** The account is that of the ARN; the ARN of a bucket has none, and then it is what stands beside it or the name given at import, where that is one. */
function rowOf(one: Partial<Answer>, policy: Json, name: string): Row | Refused {
  const given = one.Resource ?? one.ResourceArn ?? one.Arn ?? one.Attributes?.QueueArn ?? one.Attributes?.TopicArn;
  const resource = given === undefined ? resourceOfPolicy(policy) : awsResource(given);
  if (resource === undefined) return { field: 'resource', reason: `${whatItLacks(one)}; write the ARN beside it: {"resource": "arn:…", "policy": …}` };
  if (!parseArn(resource)) return { field: 'resource', reason: 'resource is not an ARN' };
  const account = accountOfArn(resource) ?? [one.Account, one.Attributes?.Owner, name].find((word) => word !== undefined && /^\d{12}$/.test(word));
  return { source: `aws-resource-policies:${account ?? name}`, policy: { ...present({ account }), resource, policy } };
}

const whatItLacks = ({ RepositoryName }: Partial<Answer>): string =>
  RepositoryName === undefined
    ? 'neither the answer nor the policy says of which resource it is'
    : 'the answer does not say in which region the repository lies';
