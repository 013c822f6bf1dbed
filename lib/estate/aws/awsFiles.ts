import type { EstateFile } from '../estateFile.ts';
import type { Estate } from '../moltbookEstate.ts';
import { production, region, sandbox } from './accounts.ts';
import { authorizationDetails } from './authorizationDetails.ts';
import { managedInstances, productionSnapshot, sandboxSnapshot, triggers } from './configSnapshot.ts';
import { identityProviders } from './identityProviders.ts';
import { organizationFile } from './organization.ts';
import { productionAccount, productionKeys, productionPasswords } from './productionAccount.ts';
import { productionSessions } from './productionTrail.ts';
import { resourcePolicies } from './resourcePolicies.ts';
import { sandboxAccount } from './sandboxAccount.ts';
import { secretList } from './secretList.ts';
import { trailFiles } from './trailFiles.ts';
import { accessKeyLists, credentialReport } from './userCredentials.ts';

/** Credentials of both accounts but the pasted keys: keys and passwords of the platform's people and services, the two root users' passwords, sessions of roles. */
export const awsCredentials = productionKeys + productionPasswords + 2 + productionSessions.length;

/** Two accounts of AWS and their organisation, as the answers of its command line, a snapshot of its Config and the files of its trails. */
export function awsFiles(estate: Estate): EstateFile[] {
  const accounts = [productionAccount(estate), sandboxAccount(estate)];
  const ofAccounts = accounts.flatMap((account) => [
    { name: `aws/${account.id}/account-authorization-details.json`, text: authorizationDetails(account) },
    // where there is no user, nobody asked for a user's keys
    ...(account.users.length === 0 ? [] : [{ name: `aws/${account.id}/access-keys.json`, text: accessKeyLists(account) }]),
    { name: `aws/${account.id}/credential-report.csv`, text: credentialReport(account) },
  ]);
  return [
    { name: 'aws/organization.json', text: organizationFile() },
    ...ofAccounts,
    { name: `aws/${production}/${region}/config-snapshot.json`, text: productionSnapshot(estate) },
    { name: `aws/${production}/${region}/managed-instances.json`, text: managedInstances() },
    { name: `aws/${production}/${region}/triggers.json`, text: triggers() },
    { name: `aws/${production}/${region}/secrets.json`, text: secretList(estate) },
    { name: `aws/${production}/open-id-connect-providers.json`, text: identityProviders() },
    { name: `aws/${production}/resource-policies.jsonl`, text: resourcePolicies() },
    { name: `aws/${sandbox}/${region}/config-snapshot.json`, text: sandboxSnapshot(estate) },
    ...trailFiles(estate),
  ];
}
