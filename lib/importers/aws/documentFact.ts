import { type AwsDocument, type AwsDocumentBody, awsPlatform, awsScope } from '../../model/awsDocuments.ts';
import type { DocumentFact, Json } from '../../model/facts.ts';

/** The document as a fact: named by its ARN, where it has one, so that problems and evidence say what they speak of. */
export function documentFact({ kind, body }: AwsDocument, source: string): DocumentFact {
  const name = nameOf(body);
  return {
    fact: 'document',
    platform: awsPlatform,
    scope: awsScope,
    kind,
    body: asJson(body),
    ...(name === undefined ? {} : { name }),
    source: { name: source },
  };
}

function nameOf(body: AwsDocumentBody): string | undefined {
  if ('arn' in body && body.arn !== undefined) return body.arn;
  if ('resource' in body) return body.resource;
  if ('user' in body) return body.user;
  if ('target' in body) return body.target;
  if ('id' in body && body.id !== undefined) return body.id;
  return 'name' in body ? body.name : undefined;
}

/** The guarantee: the schemas of documents hold texts, numbers, flags, lists and maps of them, and policies that came out of JSON; absent members are dropped when the fact is normalised. */
function asJson(body: AwsDocumentBody): Json {
  return body as Json;
}
