import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { auditSeed } from './home.ts';

/** The key that signs the audit log. `publicKey`: its 32 public bytes in base64url; `pem`: the same as SubjectPublicKeyInfo, for openssl. */
export type AuditKey = { publicKey: string; pem: string; sign(text: string): Buffer };

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

let made: { seed: Buffer; key: AuditKey } | undefined;

/** This installation's, made at first use. Throws KeyblastError INVALID where the environment or the file holds none. */
export function auditKey(): AuditKey {
  const seed = auditSeed();
  if (!made?.seed.equals(seed)) made = { seed, key: keyOf(seed) };
  return made.key;
}

function keyOf(seed: Buffer): AuditKey {
  const secret = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  return {
    publicKey: open.export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length).toString('base64url'),
    pem: open.export({ format: 'pem', type: 'spki' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), secret),
  };
}

/** The key behind 32 public bytes in base64url; undefined where the text is none. */
export function publicKeyOf(text: string): KeyObject | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (!/^[\w-]{43}$/.test(text) || bytes.length !== 32) return undefined;
  return createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' });
}

export const isSignedBy = (key: KeyObject, text: string, signature: Buffer): boolean => verify(null, Buffer.from(text), key, signature);
