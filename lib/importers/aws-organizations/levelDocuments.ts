import { z } from 'zod';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import { type AwsDocuments, documentsOf } from '../aws/awsDocument.ts';
import { listOf, members } from '../aws/members.ts';
import { policyDocument } from '../aws/policyDocument.ts';

const level = members({
  target: z.string().min(1),
  policies: listOf(members({ id: z.string().optional(), name: z.string().min(1).optional(), policy: policyDocument })),
});

/**
 * The organisation's policies on the way from its root to one account, as `keyblast iam escalate --scps` takes them (docs/formats/aws-organizations.md): `[{target, policies: [{name,
 * policy}]}]`, the root first. Each level lies in the one before it, and the account in the last.
 * @param account whose way it is
 */
export function levelDocuments(account: string, levels: unknown, type: 'scp' | 'rcp'): AwsDocuments {
  const targets: string[] = [];
  const { documents, unread } = documentsOf(`${type}s`, levels, level, ({ target, policies }) => {
    const lies = targetDocument(target, targets.at(-1));
    targets.push(target);
    return [lies, ...policies.map((one): AwsDocument => ({ kind: 'organization-policy', body: { ...one, type, targets: [target] } }))];
  });
  if (targets.length > 0 && !targets.includes(account)) documents.push(targetDocument(account, targets.at(-1)));
  return { documents, unread };
}

function targetDocument(target: string, parent: string | undefined): AwsDocument {
  return { kind: 'organization-target', body: { target, ...(parent === undefined ? {} : { parent }) } };
}
