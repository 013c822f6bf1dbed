import { z } from 'zod';
import { accountOfArn } from '../../model/arn.ts';
import { type AwsDocuments, documentsOf } from './awsDocument.ts';
import { members } from './members.ts';
import { tags } from './tags.ts';

const flag = z.boolean().optional();
/** One thing as people write it down: of a type, at an ARN, running as a role. */
export const inventoryEntry = members({
  type: z.string().min(1),
  arn: z.string().min(1),
  roleArn: z.string().min(1).optional(),
  name: z.string().optional(),
  state: z.string().optional(),
  tags,
  triggered: flag,
  ssmManaged: flag,
  sshReachable: flag,
  batchEnabled: flag,
  executeCommandEnabled: flag,
});

/**
 * What runs in an account, as `keyblast iam escalate --inventory` takes it: `[{type, arn, roleArn, …}]`. That there is such a list says that nothing else runs there, so that an empty one
 * is not the same as none.
 */
export function inventoryDocuments(account: string, list: unknown): AwsDocuments {
  const { documents, unread } = documentsOf('inventory', list, inventoryEntry, ({ roleArn, ...entry }) => [
    {
      kind: 'compute',
      body: { account: accountOfArn(entry.arn) ?? account, ...entry, ...(roleArn === undefined ? {} : { role: roleArn }) },
    },
  ]);
  return { documents: [{ kind: 'inventoried', body: { account, types: ['*'] } }, ...documents], unread };
}
