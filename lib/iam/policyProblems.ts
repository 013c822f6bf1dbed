import type { AwsDocument } from '../model/awsDocuments.ts';
import type { Json } from '../model/facts.ts';
import { parsePolicy } from './parsePolicy.ts';

/** What of the policies in a document AWS would not take, each as `policy NAME, statement 2: ELEMENT what is wrong with it`; statements count from 1. */
export function policyProblems(document: AwsDocument): string[] {
  return policiesIn(document).flatMap(({ name, policy }) => problemsIn(name, policy));
}

export const problemsIn = (name: string, policy: Json): string[] =>
  parsePolicy(policy).problems.map(
    ({ statement, element, reason }) => `policy ${name}${statement === undefined ? '' : `, statement ${statement + 1}`}: ${element} ${reason}`,
  );

function policiesIn({ kind, body }: AwsDocument): { name: string; policy: Json }[] {
  switch (kind) {
    case 'user':
    case 'group':
      return body.inline;
    case 'role':
      return [...body.inline, { name: 'trust', policy: body.trust }];
    case 'policy':
      return body.versions.filter(({ isDefault }) => isDefault).map(({ policy }) => ({ name: body.name, policy }));
    case 'resource-policy':
      return [{ name: `of ${body.resource}`, policy: body.policy }];
    case 'organization-policy':
      return [{ name: body.name ?? body.id ?? 'of the organisation', policy: body.policy }];
    default:
      return [];
  }
}
