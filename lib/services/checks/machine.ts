import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { auditKey } from '../../store/auditKey.ts';
import { dataFolder, dataPath, installationKey } from '../../store/home.ts';
import { lockHolder, processIdentity } from '../../store/lockFile.mjs';
import { postgresAccount } from '../../store/postgres/account.ts';
import { findPlace } from '../../store/postgres/place.ts';
import { uploadHours } from '../../store/uploadFiles.ts';
import { broken, type Finding, good, note } from './finding.ts';

/** What the machine and the data folder give, looked at without the database. */

const quoted = (files: readonly string[]): string => files.map((file) => `"${file}"`).join(' ');
const secretFiles = /^(installation\.key|audit\.key|auth\.secret|postgres\.json|engine[\w-]*\.json)$/;

export function checkDataFolder(): Finding {
  const folder = dataFolder();
  fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
  const { mode, uid } = fs.statSync(folder);
  if (mode & 0o022) return broken(`${folder} can be written by others`, `chmod go-w "${folder}"`);
  const self = process.getuid?.();
  if (self !== undefined && uid !== self && self !== 0)
    return broken(`${folder} belongs to another user`, `Run Keyblast as that user, or chown -R it to yourself.`);
  const inside = (name: string) => path.join(folder, name);
  const open = fs.readdirSync(folder).filter((name) => secretFiles.test(name) && fs.statSync(inside(name)).mode & 0o077);
  if (open.length) return broken(`others can read ${open.join(', ')} in ${folder}`, `chmod 600 ${quoted(open.map(inside))}`);
  const wide = ['uploads', 'logs'].filter((name) => fs.existsSync(inside(name)) && fs.statSync(inside(name)).mode & 0o077);
  if (wide.length) return broken(`others can look into ${wide.join(', ')} of ${folder}`, `chmod 700 ${quoted(wide.map(inside))}`);
  return good(folder);
}

export function checkKey(): Finding {
  installationKey();
  const secret = dataPath('auth.secret');
  if (fs.existsSync(secret) && !/^[0-9a-f]{64}$/.test(fs.readFileSync(secret, 'utf8').trim()))
    return broken(`${secret} is not a secret: expected 64 hexadecimal digits`, 'Remove it: a new one is made at the next start, and everybody signs in anew.');
  return good(process.env.KEYBLAST_KEY ? 'from KEYBLAST_KEY' : `${dataPath('installation.key')}: keep a copy of it apart, fingerprints depend on it`);
}

export function checkAuditKey(): Finding {
  const { publicKey } = auditKey();
  const where = process.env.KEYBLAST_AUDIT_KEY ? 'from KEYBLAST_AUDIT_KEY' : `${dataPath('audit.key')}: keep a copy of it apart, it signs the audit log`;
  return good(`${where}; its public key is ${publicKey}`);
}

const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** @param least bytes below which nothing works for long */
export function checkDisk(folder: string = dataFolder(), least = 0.5e9): Finding {
  const { bavail, bsize, files, ffree } = fs.statfsSync(folder);
  const free = bavail * bsize;
  const found = `${gb(free)} free at ${folder}`;
  if (free < least) return broken(found, 'Free some space: PostgreSQL stops when the disk is full.');
  if (files > 0 && ffree < 1_000)
    return broken(`${found}, but only ${ffree} files can still be made`, 'Remove files there: the disk has no room for more of them.');
  return free < 5e9 ? note(found, 'Enough for the sample estate; large estates need 5 GB and more.') : good(found);
}

/** Memory that this process and those it starts may use: the machine's, or less where a container says so. */
export function checkMemory(): Finding {
  const limit = process.constrainedMemory();
  const all = limit > 0 && limit < os.totalmem() ? limit : os.totalmem();
  const available = limit > 0 && limit < os.totalmem() ? process.availableMemory() : availableBytes();
  const found = `${gb(all)}, ${gb(available)} available${all === limit ? ' (limited by a container)' : ''}`;
  if (available < 0.4e9) return broken(found, 'End other programs, or give the container more: an analysis would be killed.');
  return all < 1.9e9 || available < 1e9 ? note(found, 'Enough for the sample estate; a million credentials need about 8 GB.') : good(found);
}

/** Linux counts what it can take back from caches; elsewhere only what is free is known. */
function availableBytes(): number {
  const kb = fs.existsSync('/proc/meminfo') ? /^MemAvailable:\s+(\d+) kB/m.exec(fs.readFileSync('/proc/meminfo', 'utf8'))?.[1] : undefined;
  return kb ? Number(kb) * 1024 : os.freemem();
}

/** PostgreSQL's parallel workers share memory there; where it is small the embedded server is told to use files instead. */
export function checkShm(folder = '/dev/shm'): Finding {
  if (!fs.existsSync(folder)) return good(`there is no ${folder}; the embedded PostgreSQL shares memory by files`);
  const { blocks, bsize } = fs.statfsSync(folder);
  const size = blocks * bsize;
  if (size >= 0.25e9) return good(`${gb(size)} at ${folder}`);
  return process.env.DATABASE_URL
    ? note(`${gb(size)} at ${folder}`, 'If PostgreSQL runs in this container, start it with --shm-size=1g or set dynamic_shared_memory_type = mmap.')
    : good(`${gb(size)} at ${folder}; the embedded PostgreSQL shares memory by files`);
}

/** Linux only: elsewhere the limit is not told without a shell. @param limits what /proc says of a process */
export function checkOpenFiles(limits = '/proc/self/limits'): Finding {
  const text = fs.existsSync(limits) ? fs.readFileSync(limits, 'utf8') : '';
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(text)?.[1];
  if (soft === undefined) return good('not told on this system');
  const found = `${soft} files may be open at once`;
  return Number(soft) < 1024
    ? note(found, 'Run ulimit -n 4096 before starting, or raise LimitNOFILE of the service: imports of folders open many files.')
    : good(found);
}

/** Locks and states that name a process which is gone: the next start finds that out by itself, unless what is left is in its way. */
export function checkLeftovers(nowMs: number): Finding {
  const folder = dataFolder();
  const names = fs.readdirSync(folder);
  const breakers = names.filter((name) => name.endsWith('.break') && nowMs - fs.statSync(path.join(folder, name)).mtimeMs > 10_000);
  const locks = names.filter((name) => name.endsWith('.lock') && lockHolder(path.join(folder, name)) === undefined);
  const states = names.filter((name) => /^engine[\w-]*\.json$/.test(name) && !isRunning(pidIn(path.join(folder, name))));
  const drafts = names.filter((name) => /\.[0-9a-f]{12}$/.test(name) && nowMs - fs.statSync(path.join(folder, name)).mtimeMs > 60_000);
  const left = [...breakers, ...locks, ...states, ...drafts];
  if (left.length === 0) return good('no lock or state of a process that is gone');
  return note(
    `${left.join(', ')}: left by a process that was killed`,
    `The next start takes over locks and states. If it says that somebody else is starting, remove them: rm -rf ${quoted(left.map((name) => path.join(folder, name)))}`,
  );
}

function pidIn(file: string): number | undefined {
  return Number(/"pid":\s*(\d+)/.exec(fs.readFileSync(file, 'utf8'))?.[1]) || undefined;
}
const isRunning = (pid: number | undefined): boolean => pid !== undefined && processIdentity(pid) !== undefined;

/** Files that were dropped on a screen may hold secrets; they are swept when the next ones come. */
export function checkUploads(nowMs: number): Finding {
  const folder = dataPath('uploads');
  const ids = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const old = ids.filter((id) => nowMs - fs.statSync(path.join(folder, id)).mtimeMs > uploadHours * 3_600_000);
  if (old.length > 0)
    return note(
      `${old.length} of ${ids.length} uploads are older than a day; they may hold secrets`,
      `The next upload removes them; or at once: rm -rf ${quoted(old.map((id) => path.join(folder, id)))}`,
    );
  return good(ids.length > 0 ? `${ids.length} on their way in` : 'none left over');
}

export function checkPrograms(): Finding {
  const account = postgresAccount();
  const place = findPlace(account);
  return good(`${place.binaries}${account ? `, run as the user ${account.name}, because PostgreSQL refuses root` : ''}; data in ${place.data}`);
}
