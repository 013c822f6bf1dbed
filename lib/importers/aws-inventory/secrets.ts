import type { Fingerprint } from '../../model/fingerprint.ts';
import { redactKey } from '../../model/redact.ts';
import { arnAt, type Place } from '../aws/place.ts';
import { type HeldKey, keysOf } from '../heldKeys.ts';
import { heldBy } from '../heldSecrets.ts';

/** Secrets that a thing is configured with, by where they stand: who asks the service for that place reads them. `of`: they stand in the configuration of another thing, at this ARN. */
export type Secrets = { place: 'environment' | 'user-data'; keys: HeldKey[]; of?: string };

type Env = { [name: string]: string };

/** Of environment variables and the like: only names and fingerprints are left. */
export function inEnvironment(owner: string, env: Env, fingerprint: Fingerprint): Secrets[] {
  return found('environment', keysOf(owner, heldBy({ env }), env, fingerprint));
}

/** Variables as task definitions and builds list them: `[{name, value}]`. */
export const asEnv = (pairs: readonly { Name?: string | undefined; Value?: string | undefined }[]): Env =>
  Object.fromEntries(pairs.flatMap(({ Name, Value }) => (Name === undefined || Value === undefined ? [] : [[Name, Value]])));

/**
 * ARNs of the secrets and parameters that variables are taken from: by ARN, or a parameter by its name in the same region. The part of a secret that is wanted stands behind it:
 * `…:secret:NAME-a1B2c3:json-key::`.
 */
export function handedIn(values: readonly (string | undefined)[], place: Place): string[] {
  const arns = values.map((value) => {
    if (value === undefined) return undefined;
    return value.startsWith('arn:') ? value.replace(/^((?:[^:]*:){6}[^:]*):.*$/s, '$1') : arnAt(place, 'ssm', `parameter/${value.replace(/^\//, '')}`);
  });
  return [...new Set(arns.filter((arn) => arn !== undefined))];
}

const assignment = /(?:^|[\s;])(?:export\s+|ENV\s+|set\s+|-e\s+|\$env:)?([A-Za-z_][A-Za-z0-9_.-]*)\s*(?:=|:\s)\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"';&|]+))/g;

/** Of the script or the document that an instance starts with: what is assigned to a telling name, and what looks like a secret anywhere. */
export function inUserData(owner: string, base64: string, fingerprint: Fingerprint): Secrets[] {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  const env: Env = Object.fromEntries([...text.matchAll(assignment)].map(([, name = '', double, single, bare]) => [name, double ?? single ?? bare ?? '']));
  const assigned = keysOf(owner, heldBy({ env }), env, fingerprint);
  const known = new Set(assigned.flatMap(({ names }) => names));
  const prints = new Set(redactKey(text, fingerprint).match(/fp:[0-9a-f]{32}/g) ?? []);
  const others = [...prints].filter((print) => !known.has(print) && !text.includes(print));
  return found('user-data', [
    ...assigned.map((key) => ({ ...key, where: key.where.replace(/^env\./, '') })),
    ...others.map((print, at) => unnamed(print, owner, at)),
  ]);
}

const unnamed = (print: string, owner: string, at: number): HeldKey => ({
  names: [print],
  type: 'secret',
  label: `secret ${at + 1} in the user data of ${owner}`,
  where: `secret-${at + 1}`,
});

const found = (place: Secrets['place'], keys: HeldKey[]): Secrets[] => (keys.length === 0 ? [] : [{ place, keys }]);
