import { z } from 'zod';
import { type AwsDocuments, documentsOf } from '../aws/awsDocument.ts';
import { listOf, members } from '../aws/members.ts';

const credentials = members({
  userName: z.string().min(1),
  accessKeys: listOf(members({ accessKeyId: z.string().min(1), status: z.string().optional() })),
  passwordEnabled: z.boolean().optional(),
});

/** What the users of an account can sign in with, as `keyblast iam escalate --credentials` takes it: `[{userName, accessKeys: [{accessKeyId, status}], passwordEnabled}]`. */
export function credentialsDocuments(account: string, list: unknown): AwsDocuments {
  return documentsOf('credentials', list, credentials, ({ userName, accessKeys, passwordEnabled }) => [
    {
      kind: 'user-credentials',
      body: {
        account,
        user: userName,
        accessKeys: accessKeys.map(({ accessKeyId, status }) => ({ id: accessKeyId, active: isActive(status) })),
        ...(passwordEnabled === undefined ? {} : { password: passwordEnabled }),
      },
    },
  ]);
}

/** `Active`, `Inactive` or `Expired`; what says nothing is active, for that is the more dangerous. */
export const isActive = (status: string | undefined): boolean => status === undefined || !/^(?:inactive|expired)$/i.test(status.trim());
