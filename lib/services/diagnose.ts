import fs from 'node:fs';
import path from 'node:path';
import { openEngine } from '../engine/client.ts';
import { checkAuditRole, checkServer } from '../store/checkServer.ts';
import { dataFolder, dataPath, installationKey } from '../store/home.ts';
import { migrationStatus } from '../store/migrate.ts';
import { type OpenDatabase, openDatabase } from '../store/openDatabase.ts';
import { postgresAccount } from '../store/postgres/account.ts';
import { findPlace } from '../store/postgres/place.ts';

/** One thing that a set-up needs. `note`: works, but someone should know. `todo` is there unless it is ok. */
export type Check = { name: string; state: 'ok' | 'note' | 'broken'; found: string; todo?: string };
type Finding = Omit<Check, 'name'>;

const good = (found: string): Finding => ({ state: 'ok', found });
const note = (found: string, todo: string): Finding => ({ state: 'note', found, todo });
const broken = (found: string, todo: string): Finding => ({ state: 'broken', found, todo });

/** Looks at everything that the product stands on, one after another, whatever is wrong before. Starts the embedded database and the engine if they do not run. */
export async function diagnose(): Promise<Check[]> {
  const checks: Check[] = [];
  const check = async (name: string, find: () => Finding | Promise<Finding>, todo: string): Promise<void> => {
    checks.push({
      name,
      ...(await Promise.resolve()
        .then(find)
        .catch((error: Error) => broken(error.message, todo))),
    });
  };
  await check('data folder', checkDataFolder, 'Set KEYBLAST_HOME to a folder that you may write to.');
  await check('installation key', checkKey, 'Restore installation.key from a backup.');
  await check('disk space', checkDisk, 'Free some space.');
  if (!process.env.DATABASE_URL) await check('PostgreSQL programs', checkPrograms, 'Run npm ci, or set DATABASE_URL to a PostgreSQL 18 server.');
  let database: OpenDatabase | undefined;
  await check(
    'database',
    async () => {
      database = await openDatabase();
      return serverFinding(await checkServer(database.url), database.embedded);
    },
    process.env.DATABASE_URL
      ? 'Check DATABASE_URL, and that the server runs and lets this machine in.'
      : 'Look at logs/postgres.log and logs/keeper.log in the data folder.',
  );
  const open = database;
  if (open) {
    await check('migrations', () => checkMigrations(open.ownerUrl), 'Make sure that the owner of the database may connect (DATABASE_OWNER_URL).');
    await check('audit log', () => checkAudit(open.url), 'Put the migrations in order first.');
    if (checks.find(({ name }) => name === 'migrations')?.state === 'ok') await check('engine', checkEngine, 'Look at logs/engine.log in the data folder.');
    await open.release();
  }
  return checks;
}

function checkDataFolder(): Finding {
  const folder = dataFolder();
  fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
  if (fs.statSync(folder).mode & 0o022) return broken(`${folder} can be written by others`, `chmod go-w "${folder}"`);
  const open = ['installation.key', 'auth.secret', 'postgres.json', 'engine.json']
    .map((name) => path.join(folder, name))
    .filter((file) => fs.existsSync(file) && fs.statSync(file).mode & 0o077);
  if (open.length) return broken(`others can read ${open.join(', ')}`, `chmod 600 ${open.map((file) => `"${file}"`).join(' ')}`);
  return good(folder);
}

function checkKey(): Finding {
  installationKey();
  return good(process.env.KEYBLAST_KEY ? 'from KEYBLAST_KEY' : `${dataPath('installation.key')}: keep a copy of it apart, fingerprints depend on it`);
}

function checkDisk(): Finding {
  const { bavail, bsize } = fs.statfsSync(dataFolder());
  const freeGb = (bavail * bsize) / 1e9;
  const found = `${freeGb.toFixed(1)} GB free at ${dataFolder()}`;
  if (freeGb < 0.5) return broken(found, 'Free some space: PostgreSQL stops when the disk is full.');
  return freeGb < 5 ? note(found, 'Enough for the sample estate; large estates need 5 GB and more.') : good(found);
}

function checkPrograms(): Finding {
  const account = postgresAccount();
  const place = findPlace(account);
  return good(`${place.binaries}${account ? `, run as the user ${account.name}, because PostgreSQL refuses root` : ''}; data in ${place.data}`);
}

function serverFinding({ version, major }: { version: string; major: number }, embedded: boolean): Finding {
  const found = `PostgreSQL ${version}, ${embedded ? 'embedded' : 'from DATABASE_URL'}`;
  return major >= 18 ? good(found) : note(found, 'Keyblast is tested with PostgreSQL 18: upgrade when you can.');
}

async function checkMigrations(url: string): Promise<Finding> {
  const { applied, pending, altered, unknown } = await migrationStatus(url);
  if (altered.length)
    return broken(
      `${altered.join(', ')} was applied in another form than its file has now`,
      'Restore the file as it was released; changes go into a new migration.',
    );
  if (unknown.length) return broken(`${unknown.join(', ')} was applied by a newer Keyblast`, 'Update this checkout, or use another database.');
  if (pending.length) return note(`${pending.length} not applied yet: ${pending.join(', ')}`, 'The next command applies them.');
  return good(`${applied.length} applied`);
}

async function checkAudit(url: string): Promise<Finding> {
  const role = await checkAuditRole(url);
  if (!role.exists) return note('there is no audit log yet', 'The next command makes it.');
  if (role.mayChange)
    return note(
      `the application connects as ${role.name}, which may change the audit log`,
      'What protects the log is its chain of hashes and the signed head printed in reports. For a barrier in the database too, create the role keyblast_app before migrating and connect as it (DATABASE_URL), with the owner in DATABASE_OWNER_URL.',
    );
  return good(`the application connects as ${role.name}, which may add to the audit log and not change it`);
}

async function checkEngine(): Promise<Finding> {
  const engine = openEngine();
  const status = await engine.ask('status', {});
  await engine.close();
  if (!status.ok) return broken(status.error.message, 'Look at logs/engine.log in the data folder.');
  return good(`answers, ${status.value.threads} threads, ${status.value.loadedCredentials.toLocaleString('en-US')} credentials loaded`);
}
