import { z } from 'zod';
import { escalate } from '../iam/escalation/escalate.ts';
import type { Attacker, EscalationStep, PrincipalEscalation } from '../iam/escalation/result.ts';
import type { AwsDocuments } from '../importers/aws/awsDocument.ts';
import { inventoryDocuments } from '../importers/aws/inventoryDocuments.ts';
import { credentialsDocuments } from '../importers/aws-access-keys/credentialsDocuments.ts';
import { gaadDocuments } from '../importers/aws-gaad/gaadDocuments.ts';
import { samlProviderDocuments } from '../importers/aws-identity-providers/samlProviderDocuments.ts';
import { levelDocuments } from '../importers/aws-organizations/levelDocuments.ts';
import { organizationDocument } from '../importers/aws-organizations/organizationDocument.ts';
import type { AwsDocument } from '../model/awsDocuments.ts';
import { KeyblastError } from '../model/errors.ts';

const given = z.unknown().optional();
/** An account with what lies beside it, in the formats of docs/iam-escalation.md; of what is missing nothing is known. */
export const AccountInput = z.object({
  accountId: z.string(),
  gaad: z.unknown(),
  scps: given,
  rcps: given,
  organization: given,
  inventory: given,
  credentials: given,
  samlProviders: given,
});
export type AccountInput = z.infer<typeof AccountInput>;

/** What the command line prints of a user or role. */
export type EscalationLine = Pick<PrincipalEscalation, 'admin' | 'direct' | 'conditional' | 'accessKeys'> & {
  principalArn: string;
  path: Pick<EscalationStep, 'rule' | 'from' | 'to'>[];
  reaches: string[];
};

/** @param place what to name where something cannot be read */
export function escalationLines(input: AccountInput, attacker: Attacker, place: string): EscalationLine[] {
  return escalate(documentsOf(input, place), attacker).principals.map(({ arn, admin, direct, conditional, path, reaches, accessKeys }) => ({
    principalArn: arn,
    admin,
    direct,
    conditional,
    path: path.map(({ rule, from, to }) => ({ rule, from, to })),
    reaches: reaches(),
    accessKeys,
  }));
}

function documentsOf({ accountId, ...input }: AccountInput, place: string): AwsDocument[] {
  const read = (value: unknown, documents: (value: unknown) => AwsDocuments): AwsDocuments[] =>
    value === undefined || value === null ? [] : [documents(value)];
  const all = [
    gaadDocuments(accountId, input.gaad),
    ...read(input.scps, (levels) => levelDocuments(accountId, levels, 'scp')),
    ...read(input.rcps, (levels) => levelDocuments(accountId, levels, 'rcp')),
    ...read(input.organization, organizationDocument),
    ...read(input.inventory, (list) => inventoryDocuments(accountId, list)),
    ...read(input.credentials, (list) => credentialsDocuments(accountId, list)),
    ...read(input.samlProviders, (arns) => samlProviderDocuments(accountId, arns)),
  ];
  const [unread] = all.flatMap((each) => each.unread);
  if (unread) throw new KeyblastError('INVALID', `${place}: entry ${unread.index} of ${unread.list}: ${unread.reason}`);
  return all.flatMap(({ documents }) => documents);
}
