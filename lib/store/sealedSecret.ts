import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { KeyblastError } from '../model/errors.ts';
import { installationKey } from './home.ts';

/**
 * Secrets that must be used again and therefore cannot be hashes: AES-256-GCM under a key made from the installation's (HKDF-SHA-256), so that a copy of the database
 * alone gives nothing away. Layout: version 1 (1 byte), nonce (12), tag (16), the text in UTF-8.
 * @param about what the secret belongs to; it opens there only, so that one row's cannot be put into another's
 */
export function sealSecret(secret: string, about: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(), nonce).setAAD(Buffer.from(about));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), text]);
}

/** Throws KeyblastError CONFLICT where it was sealed under another installation's key, belongs elsewhere, or was changed. */
export function openSecret(sealed: Buffer, about: string): string {
  try {
    if (sealed[0] !== 1) throw new Error(`sealed in form ${sealed[0]}, expected 1`);
    const cipher = createDecipheriv('aes-256-gcm', sealingKey(), sealed.subarray(1, 13)).setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(13, 29));
    return Buffer.concat([cipher.update(sealed.subarray(29)), cipher.final()]).toString('utf8');
  } catch (error) {
    if (error instanceof KeyblastError) throw error;
    const what = 'The secret was sealed under another key than the one that this installation has now, or it was changed.';
    throw new KeyblastError('CONFLICT', `${what} Restore installation.key (or KEYBLAST_KEY), or give a new secret.`, { cause: error });
  }
}

const sealingKey = (): Buffer => Buffer.from(hkdfSync('sha256', installationKey(), Buffer.alloc(0), 'keyblast sealed secrets', 32));
