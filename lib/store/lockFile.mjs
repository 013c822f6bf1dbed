/**
 * Lock files that a killed process cannot leave behind for ever: the file names its holder, and a holder that is gone holds nothing. Plain JavaScript, because
 * the bootstraps in bin/ need it on Node 20, before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';

/**
 * What tells this process from a later one with the same id: its start time and the machine's boot. Undefined if there is no such process (a zombie counts as none).
 * @param {number} pid
 * @returns {string | undefined}
 */
export function processIdentity(pid) {
  if (!isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || 'unknown';
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name in parentheses may itself hold spaces
    return fields[0] === 'Z' ? undefined : `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return undefined; // ended between the two looks
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // alive, but another user's
  }
}

/**
 * The process that holds the lock now; undefined if nobody does.
 * @param {string} path
 * @returns {number | undefined}
 */
export function lockHolder(path) {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const [pid, ...identity] = text.split(' ');
  return processIdentity(Number(pid)) === identity.join(' ') ? Number(pid) : undefined;
}

/**
 * Takes the lock if nobody alive holds it. Atomic: the file appears whole, by a hard link, or not at all.
 * @param {string} path
 * @returns {{ release(): void } | undefined}
 */
export function tryLock(path) {
  const mine = `${process.pid} ${processIdentity(process.pid)}`;
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  fs.writeFileSync(draft, mine, { mode: 0o600 });
  try {
    if (!linkIfFree(draft, path)) {
      if (lockHolder(path) !== undefined || !breakStale(path) || !linkIfFree(draft, path)) return undefined;
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return { release: () => (readIfThere(path) === mine ? fs.rmSync(path, { force: true }) : undefined) };
}

/**
 * Waits for the lock. `onWait` is told once who holds it.
 * @param {string} path
 * @param {(holder: number) => void} [onWait]
 * @returns {Promise<{ release(): void }>}
 */
export async function waitForLock(path, onWait) {
  for (let told = false; ; ) {
    const lock = tryLock(path);
    if (lock) return lock;
    const holder = lockHolder(path);
    if (holder !== undefined && !told) {
      onWait?.(holder);
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Removes a lock whose holder is gone. Two who find the same stale lock must not remove each other's new one: only one at a time may look again and remove.
 * @param {string} path
 */
function breakStale(path) {
  const breaker = `${path}.break`;
  try {
    fs.mkdirSync(breaker);
  } catch {
    dropAbandoned(breaker);
    return false;
  }
  try {
    if (lockHolder(path) !== undefined) return false;
    fs.rmSync(path, { force: true });
    return true;
  } finally {
    fs.rmdirSync(breaker);
  }
}

/** Whoever broke a stale lock is done within microseconds: a breaker ten seconds old belonged to a process that was killed just then. @param {string} breaker */
function dropAbandoned(breaker) {
  const stat = fs.statSync(breaker, { throwIfNoEntry: false });
  if (stat && Date.now() - stat.mtimeMs > 10_000) fs.rmSync(breaker, { recursive: true, force: true });
}

/** @param {string} draft @param {string} path */
function linkIfFree(draft, path) {
  try {
    fs.linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
