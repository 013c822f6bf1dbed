import type { Fingerprint } from '../../model/fingerprint.ts';
import { type HeldKey, keysOf } from '../heldKeys.ts';
import { type Held, heldBy } from '../heldSecrets.ts';
import { isObject, parseJson } from '../parseJson.ts';

/** What KMS has encrypted and nobody has decrypted is no secret that could be known again. */
const isEncrypted = (value: string): boolean => /^AQICAH[A-Za-z0-9+/=]{40,}$/.test(value);

/** Of what was kept as a secret: every member of a JSON object whose name says so, else the whole of it. Only fingerprints are left. */
export function keysInSecret(name: string, value: string, fingerprint: Fingerprint): HeldKey[] {
  if (isEncrypted(value)) return [];
  const object = parseJson(value);
  const env = isObject(object)
    ? Object.fromEntries(Object.entries(object).flatMap(([member, each]) => (typeof each === 'string' ? [[member, each]] : [])))
    : {};
  const held = heldBy({ env });
  const whole: Held[] = [{ where: 'env', name: 'value', value }];
  if (held.length > 0) return keysOf(name, held, env, fingerprint);
  return keysOf(name, whole, env, fingerprint).map((key) => (key.type === 'value' ? { ...key, type: 'secret' } : key));
}

/** Of a parameter that is kept in plain text: a secret only by its name or its looks. */
export function keysInPlain(name: string, value: string, fingerprint: Fingerprint): HeldKey[] {
  const env = { [name.split('/').at(-1) ?? name]: value };
  return keysOf(name, heldBy({ env }), env, fingerprint).map((key) => ({ ...key, where: 'env.value' }));
}
