import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KeyblastError } from '../model/errors.ts';

/** The checkout's folder. The server names it in KEYBLAST_ROOT, because a bundle does not lie where its source does. */
export function checkoutRoot(): string {
  return process.env.KEYBLAST_ROOT ?? path.resolve(fileURLToPath(import.meta.url), '..', '..', '..');
}

/** The data folder (docs/architecture.md), made if missing. Root's is traversable, so that PostgreSQL's own user can reach its data; the files in it are 0600 all the same. */
export function dataFolder(): string {
  const home = path.resolve(/*turbopackIgnore: true*/ process.env.KEYBLAST_HOME || path.join(checkoutRoot(), '.keyblast'));
  fs.mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return home;
}

export const dataPath = (...names: string[]): string => path.join(dataFolder(), ...names);

/** The folder of logs, made if missing. */
export function logFolder(): string {
  const logs = dataPath('logs');
  fs.mkdirSync(logs, { recursive: true, mode: 0o700 });
  return logs;
}

/** Writes a file whole or not at all, readable by its owner only. */
export function writePrivately(file: string, text: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  fs.writeFileSync(draft, text, { mode: 0o600 });
  fs.renameSync(draft, file);
}

/** A JSON file of the data folder; undefined if it is missing or broken (a killed writer leaves none half-written, but a full disk may). */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The installation's own key, 32 bytes: fingerprints are HMAC-SHA-256 under it. From KEYBLAST_KEY (64 hexadecimal digits), else `installation.key` in the
 * data folder, made at first use. Whoever loses it cannot join new secrets to old ones.
 */
export const installationKey = (): Buffer => ownKey('KEYBLAST_KEY', 'installation.key');

/**
 * The seed of the Ed25519 key that signs the audit log, 32 bytes. From KEYBLAST_AUDIT_KEY (64 hexadecimal digits), else `audit.key` in the data folder, made at
 * first use. Whoever has it can sign another log.
 */
export const auditSeed = (): Buffer => ownKey('KEYBLAST_AUDIT_KEY', 'audit.key');

/** 32 bytes from the environment, else from a file of the data folder that is made if missing. */
function ownKey(variable: string, file: string): Buffer {
  const given = process.env[variable];
  return given ? keyBytes(given, variable) : keyBytes(ownSecret(file), dataPath(file));
}

/** A secret of this installation (64 hexadecimal digits) in the data folder, made at first use, mode 0600. */
export function ownSecret(name: string): string {
  const file = dataPath(name);
  if (!fs.existsSync(file)) createOnce(file, randomBytes(32).toString('hex'));
  return fs.readFileSync(file, 'utf8').trim();
}

/** Of two processes that make it at once, the first wins: a hard link never overwrites. */
function createOnce(file: string, text: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  fs.writeFileSync(draft, `${text}\n`, { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if (!fs.existsSync(file)) throw error;
  } finally {
    fs.rmSync(draft);
  }
}

function keyBytes(text: string, where: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text.trim()))
    throw new KeyblastError('INVALID', `${where} is not a key: expected 64 hexadecimal digits. Restore it from a backup, or remove it to make a new one.`);
  return Buffer.from(text.trim(), 'hex');
}
