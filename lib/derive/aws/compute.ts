import type { AwsEstate } from '../../iam/awsEstate.ts';
import { accountOfArn } from '../../model/arn.ts';
import type { AwsCompute } from '../../model/awsDocuments.ts';
import { accountAdministratorKey, arnKey } from '../../model/awsKeys.ts';
import type { Fact } from '../../model/facts.ts';

/**
 * As whom a thing that runs code, or that others are started from, acts: of an instance of which an inventory knows only the profile, too. What it is the importer says.
 * @param thing of the estate, where instances have the role that their profile holds
 */
export function* factsOfCompute({ arn, type, role, account = accountOfArn(arn) }: AwsCompute, { accounts }: AwsEstate): Generator<Fact> {
  if (role === undefined) return;
  const key = arnKey(arn);
  yield { fact: 'edge', edge: 'runs-as', from: key, to: arnKey(role), evidence: { inventory: type } };
  // an administrator of the account can run what it likes inside
  if (account !== undefined && accounts.has(account)) yield { fact: 'edge', edge: 'controls', from: accountAdministratorKey(account), to: key, lasting: true };
}
