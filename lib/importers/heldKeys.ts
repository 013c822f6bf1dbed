import type { Fingerprint } from '../model/fingerprint.ts';
import { redactText } from '../model/redact.ts';
import type { Held } from './heldSecrets.ts';
import { accessKey } from './keyForms.ts';
import { namesOf } from './secretNames.ts';

/** A credential that something is configured with: its names, canonical first, and where it stands. Its value is gone. */
export type HeldKey = { names: [string, ...string[]]; type: string; label: string; where: string };

/** One credential each; an access key id and the secret beside it are one. @param owner what is configured with them: names what has no telling name */
export function keysOf(owner: string, held: readonly Held[], env: { [name: string]: string }, fingerprint: Fingerprint): HeldKey[] {
  const id = Object.entries(env)
    .filter(([name]) => /access_?key_?id$/i.test(name))
    .flatMap(([, value]) => accessKey(value) ?? [])[0];
  return held.flatMap((one): HeldKey[] => {
    if (!('value' in one)) return [];
    const aws = id !== undefined && /secret_?access_?key$/i.test(one.name) ? [id] : [];
    const [first, ...others] = [...aws, ...namesOf(one.value, '', fingerprint).names];
    if (first === undefined) return [];
    return [
      {
        names: [first, ...others],
        type: aws.length > 0 ? 'aws-access-key' : typeOf(one.name, owner),
        label: `${redactText(one.name)} of ${redactText(owner)}`,
        where: `${redactText(one.where)}.${redactText(one.name)}`,
      },
    ];
  });
}

/** `CIRCLECI_TOKEN` is `circleci-token`; a bare `Authorization` is named after its owner. */
function typeOf(name: string, owner: string): string {
  const plain = (
    /^(?:authorization|x-api-key|api[-_]?key|token|url password|argument)$/i.test(name) ? `${owner} ${/password/i.test(name) ? 'password' : 'token'}` : name
  )
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.replace(/-?(?:access|personal)-(token|key)$/, '-$1');
}
