import { z } from 'zod';
import { escalate } from '../iam/escalation/escalate.ts';
import type { Attacker, EscalationStep, PrincipalEscalation } from '../iam/escalation/result.ts';
import { policyProblems } from '../iam/policyProblems.ts';
import type { AwsDocuments } from '../importers/aws/awsDocument.ts';
import { inventoryDocuments } from '../importers/aws/inventoryDocuments.ts';
import { credentialsDocuments } from '../importers/aws-access-keys/credentialsDocuments.ts';
import { gaadDocuments, gaadLists } from '../importers/aws-gaad/gaadDocuments.ts';
import { samlProviderDocuments } from '../importers/aws-identity-providers/samlProviderDocuments.ts';
import { levelDocuments } from '../importers/aws-organizations/levelDocuments.ts';
import { organizationDocument } from '../importers/aws-organizations/organizationDocument.ts';
import { asObject } from '../importers/parseJson.ts';
import type { AwsDocument } from '../model/awsDocuments.ts';
import { KeyblastError } from '../model/errors.ts';
import type { Warn } from './caseLines.ts';

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
export function escalationLines(input: AccountInput, attacker: Attacker, place: string, warn: Warn): EscalationLine[] {
  refuseOther(input.gaad, place);
  const documents = documentsOf(input, place);
  for (const warning of warnings(input.gaad, documents)) warn(`${place}: ${warning}`);
  return escalate(documents, attacker).principals.map(({ arn, admin, direct, conditional, path, reaches, accessKeys }) => ({
    principalArn: arn,
    admin,
    direct,
    conditional,
    path: path.map(({ rule, from, to }) => ({ rule, from, to })),
    reaches: reaches(),
    accessKeys,
  }));
}

const told = gaadLists.join(', ');

/** A dump of another shape has nobody in it, and would be answered with nothing. */
function refuseOther(gaad: unknown, place: string): void {
  const members = new Map(Object.entries(asObject(gaad) ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const lists = gaadLists.filter((list) => members.has(list.toLowerCase()));
  if (lists.length === 0)
    throw new KeyblastError('INVALID', `${place}: gaad has none of ${told}, expected the answer of aws iam get-account-authorization-details`);
  for (const list of lists)
    if (!Array.isArray(members.get(list.toLowerCase()) ?? [])) throw new KeyblastError('INVALID', `${place}: ${list} is no list, expected one`);
}

/** What makes the answer another than that of the whole account. */
function warnings(gaad: unknown, documents: readonly AwsDocument[]): string[] {
  const cut = Object.entries(asObject(gaad) ?? {}).some(([name, value]) => /^istruncated$/i.test(name) && (value === true || value === 'true'));
  const problems = documents.flatMap((document) =>
    policyProblems(document).map((problem) => `${nameOf(document)}: ${problem}; what is wrong allows and forbids nothing`),
  );
  const more = problems.length - mostTold;
  return [
    ...(cut
      ? [
          'IsTruncated is true, expected the whole answer: whoever is on the other pages is left out (the command line prints all pages where it is given no --max-items)',
        ]
      : []),
    ...problems.slice(0, mostTold),
    ...(more > 0 ? [`${more} more of this kind`] : []),
  ];
}

const mostTold = 50;
const nameOf = ({ body }: AwsDocument): string => ('arn' in body && body.arn) || ('name' in body && body.name) || 'a policy';

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
