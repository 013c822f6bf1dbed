import { z } from 'zod';
import { type AwsDocuments, documentsOf } from '../aws/awsDocument.ts';
import { members } from '../aws/members.ts';

const id = z.string().min(1).optional();
/** `MasterAccountId` is what AWS still calls the management account. */
const organization = members({ Id: id, ManagementAccountId: id, MasterAccountId: id });

/** The organisation, as describe-organization gives it (what is in `Organization`) or as `{id, managementAccountId}`. */
export function organizationDocument(value: unknown): AwsDocuments {
  return documentsOf('organization', value, organization, ({ Id, ManagementAccountId, MasterAccountId }) => {
    const management = ManagementAccountId ?? MasterAccountId;
    return [{ kind: 'organization', body: { ...(Id && { id: Id }), ...(management && { managementAccount: management }) } }];
  });
}
