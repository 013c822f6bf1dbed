import type { Fact } from '../model/facts.ts';
import { awsCredentials, awsFiles } from './aws/awsFiles.ts';
import { classified } from './aws/classified.ts';
import type { EstateFile } from './estateFile.ts';
import { codeHostFacts, maintainers, workflowTokens } from './moltbookCodeHost.ts';
import { configFiles } from './moltbookConfigs.ts';
import { dayMs, Estate, iso, ownersOf, pastedCount, pastedOf } from './moltbookEstate.ts';
import { findings, gitleaksFindings } from './moltbookFindings.ts';
import { inventory } from './moltbookInventory.ts';
import { gatewayLog, meshLog } from './moltbookLogs.ts';
import { rolesFile } from './moltbookRoles.ts';
import { platformResources, scopeOf, services } from './moltbookServices.ts';
import { wellProtected, wellProtectedCredentials } from './wellProtected.ts';

/**
 * @property morePasted keys pasted beyond the usual share: `moltbookSize` says how many make an exact number of credentials
 * @property agentsRead whether every agent may read its database, and so every key: then nearly everybody reaches nearly everything
 */
export type MoltbookOptions = { agents: number; seed: number; asOf?: string; morePasted?: number; agentsRead?: boolean };

/**
 * A synthetic platform in the manner of Moltbook: agents with static bearer keys, owners who operate them, a database that anyone may read and that holds all
 * keys, a message store into which agents pasted keys of other services, the platform's own services, vendors, a code host and two accounts of AWS behind it, the logs of its gateway and
 * its mesh, and a few credentials that are done well. The same options give the same bytes. Every secret in it is made up and says so (`fake-…`).
 */
export function moltbookFiles({ agents, seed, asOf = '2026-11-01T00:00:00.000Z', morePasted = 0, agentsRead = false }: MoltbookOptions): EstateFile[] {
  const estate = new Estate(agents, seed, Date.parse(asOf), morePasted);
  return [
    { name: 'moltbook.inventory.csv', text: inventory(estate) },
    { name: 'moltbook-prod.roles.jsonl', text: rolesFile(estate, 'prod', agentsRead) },
    { name: 'moltbook-dev.roles.jsonl', text: rolesFile(estate, 'dev', agentsRead) },
    { name: 'moltbook.trufflehog.ndjson', text: findings(estate) },
    { name: 'moltbook.gitleaks.json', text: gitleaksFindings(estate) },
    ...configFiles(estate),
    { name: 'moltbook.facts.jsonl', text: lines(statements(estate)) },
    { name: 'moltbook-code-host.facts.jsonl', text: lines(codeHostFacts(estate)) },
    ...awsFiles(estate),
    { name: 'moltbook-gateway.access.csv', text: gatewayLog(estate) },
    { name: 'moltbook-mesh.access.ndjson', text: meshLog(estate) },
  ];
}

/** What makes an estate of exactly so many credentials: as many agents as fit, and a few more pasted keys. Undefined where so few cannot be: the platform itself has some. */
export function moltbookSize(credentials: number): (Pick<MoltbookOptions, 'agents'> & { morePasted: number }) | undefined {
  if (credentials < credentialsOf(1)) return undefined;
  let [least, beyond] = [1, credentials + 1];
  while (beyond - least > 1) {
    const middle = Math.floor((least + beyond) / 2);
    if (credentialsOf(middle) <= credentials) least = middle;
    else beyond = middle;
  }
  return { agents: least, morePasted: credentials - credentialsOf(least) };
}

/** The fewest credentials that `moltbookSize` can make. */
export const fewestCredentials = (): number => credentialsOf(1);

function credentialsOf(agents: number): number {
  const own = services.reduce((sum, { regions, party }) => sum + regions * (party === undefined ? 2 : 1), 0);
  return agents + ownersOf(agents) + pastedCount(agents) + own + wellProtectedCredentials + Math.min(maintainers, agents) + awsCredentials + workflowTokens;
}

function* lines(facts: Iterable<Fact>): Generator<string> {
  for (const fact of facts) yield `${JSON.stringify(fact)}\n`;
}

// ---- what the platform's people wrote down ----

function* statements(estate: Estate): Generator<Fact> {
  for (const environment of ['prod', 'dev']) {
    for (const resource of platformResources(environment)) yield { fact: 'resource', ...resource, system: 'moltbook', environment };
  }
  for (let at = 0; at < estate.pasted; at++) yield* pastedOf(estate, at).facts;
  yield* wellProtected(scopeOf('prod'));
  yield* classified(estate);
  const from = iso(estate.asOfMs - 90 * dayMs);
  const what = ['inventory of keys', 'roles and bindings', 'repository scan', 'known to be missing: request logs of development'];
  yield { fact: 'coverage', system: 'moltbook', from, to: iso(estate.asOfMs), what };
}
