import { openEngine } from '../engine/client.ts';
import { plural } from '../model/format.ts';
import { checkServer, readHouseState } from '../store/checkServer.ts';
import { openPool } from '../store/database.ts';
import { readHorizon as readStoredHorizon } from '../store/horizon.ts';
import { type OpenDatabase, openDatabase } from '../store/openDatabase.ts';
import { checkAudit, checkClock, checkMigrations, checkRights, checkSettings, serverFinding } from './checks/database.ts';
import { broken, type Check, type Finding, good } from './checks/finding.ts';
import { checkAdministrator, checkAnalysis, checkDeliveries, checkHeld, checkJobs, checkSources } from './checks/house.ts';
import {
  checkAuditKey,
  checkDataFolder,
  checkDisk,
  checkKey,
  checkLeftovers,
  checkMemory,
  checkOpenFiles,
  checkPrograms,
  checkShm,
  checkUploads,
} from './checks/machine.ts';

export type { Check } from './checks/finding.ts';

type Run = (name: string, find: () => Finding | Promise<Finding>, todo: string) => Promise<void>;
const day = 86_400_000;

/** Looks at everything that the product stands on, one after another, whatever is wrong before. Starts the embedded database and the engine if they do not run. */
export async function diagnose(now: Date = new Date()): Promise<Check[]> {
  const checks: Check[] = [];
  const run: Run = async (name, find, todo) => {
    const finding = await Promise.resolve()
      .then(find)
      .catch((error: Error) => broken(error.message, todo));
    checks.push({ name, ...finding });
  };
  await checkMachine(run, now);
  let database: OpenDatabase | undefined;
  await run(
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
  if (!open) return checks;
  const stands = (name: string) => checks.find((check) => check.name === name)?.state !== 'broken';
  try {
    if (stands('database')) await checkDatabase(run, open);
    if (stands('database') && checks.find(({ name }) => name === 'migrations')?.state === 'ok') await checkHouse(run, open, now);
  } finally {
    await open.release();
  }
  return checks;
}

async function checkMachine(run: Run, now: Date): Promise<void> {
  await run('data folder', checkDataFolder, 'Set KEYBLAST_HOME to a folder that you may write to.');
  await run('installation key', checkKey, 'Restore installation.key from a backup.');
  await run('audit key', checkAuditKey, 'Restore audit.key from a backup: with another key the log that there is does not verify.');
  await run('disk space', () => checkDisk(), 'Free some space.');
  await run('memory', checkMemory, 'Give this machine more memory.');
  await run('shared memory', () => checkShm(), 'Look at /dev/shm.');
  await run('open files', () => checkOpenFiles(), 'Raise the limit of open files.');
  await run('locks', () => checkLeftovers(now.getTime()), 'Look at the files *.lock in the data folder.');
  await run('uploads', () => checkUploads(now.getTime()), 'Look at uploads/ in the data folder.');
  if (!process.env.DATABASE_URL) await run('PostgreSQL programs', checkPrograms, 'Run npm ci, or set DATABASE_URL to a PostgreSQL 18 server.');
}

async function checkDatabase(run: Run, { url, ownerUrl }: OpenDatabase): Promise<void> {
  await run('database settings', () => checkSettings(url), 'Look at the settings of the PostgreSQL server.');
  await run('clock', () => checkClock(url), 'Turn on time synchronisation on both machines.');
  await run('migrations', () => checkMigrations(ownerUrl), 'Make sure that the owner of the database may connect (DATABASE_OWNER_URL).');
  await run('rights', () => checkRights(url), 'Put the migrations in order first.');
  await run('audit log', () => checkAudit(url), 'Put the migrations in order first.');
}

async function checkHouse(run: Run, { url }: OpenDatabase, now: Date): Promise<void> {
  await run('engine', checkEngine, 'Look at logs/engine.log in the data folder.');
  const todo = 'Put the migrations in order first.';
  const state = await readHouseState(url, new Date(now.getTime() - day)).catch((error: Error) => error);
  if (state instanceof Error) return run('contents', () => broken(state.message, todo), todo);
  const horizonDays = await readHorizon(url);
  await run('administrator', () => checkAdministrator(state), todo);
  await run('jobs', () => checkJobs(state, now), todo);
  await run('webhooks', () => checkDeliveries(state, now), todo);
  await run('analysis', () => checkAnalysis(state, now, horizonDays), todo);
  await run('held imports', () => checkHeld(state), todo);
  await run('sources', () => checkSources(state, now), todo);
}

async function readHorizon(url: string): Promise<number> {
  const database = openPool(url);
  try {
    return (await readStoredHorizon(database.pool, new Date())).days;
  } finally {
    await database.close();
  }
}

async function checkEngine(): Promise<Finding> {
  const engine = openEngine();
  try {
    const status = await engine.ask('status', {});
    if (!status.ok) return broken(status.error.message, 'Look at logs/engine.log in the data folder.');
    return good(`answers, ${plural(status.value.threads, 'thread')}, ${plural(status.value.loadedCredentials, 'credential')} loaded`);
  } finally {
    await engine.close();
  }
}
