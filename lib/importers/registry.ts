import { accessLog } from './access-log/index.ts';
import { awsAccessKeys } from './aws-access-keys/index.ts';
import { awsCloudtrail } from './aws-cloudtrail/index.ts';
import { awsCredentialReport } from './aws-credential-report/index.ts';
import { awsGaad } from './aws-gaad/index.ts';
import { awsIdentityProviders } from './aws-identity-providers/index.ts';
import { awsInventory } from './aws-inventory/index.ts';
import { awsOrganizations } from './aws-organizations/index.ts';
import { awsResourcePolicies } from './aws-resource-policies/index.ts';
import { awsSecrets } from './aws-secrets/index.ts';
import { facts } from './facts/index.ts';
import { gitleaks } from './gitleaks/index.ts';
import { type AnyImporter, erase } from './importer.ts';
import { inventoryCsv } from './inventory-csv/index.ts';
import { mcp } from './mcp/index.ts';
import { roles } from './roles/index.ts';
import { trufflehog } from './trufflehog/index.ts';

/** Every importer, one line each, sorted. Screens, the command line, the table in the docs and the tests derive from this list. */
// biome-ignore format: one line an importer
export const importers: readonly AnyImporter[] = [
  erase(accessLog),
  erase(awsAccessKeys),
  erase(awsCloudtrail),
  erase(awsCredentialReport),
  erase(awsGaad),
  erase(awsIdentityProviders),
  erase(awsInventory),
  erase(awsOrganizations),
  erase(awsResourcePolicies),
  erase(awsSecrets),
  erase(facts),
  erase(gitleaks),
  erase(inventoryCsv),
  erase(mcp),
  erase(roles),
  erase(trufflehog),
];

/** The importer of an id, as in `--as FORMAT`. */
export function importerOf(id: string): AnyImporter | undefined {
  return importers.find((importer) => importer.id === id);
}
