import { plural } from '../../model/format.ts';
import { checkAuditChain, checkAuditRole, type checkServer, readMissingRights, readServerClock, readServerSettings } from '../../store/checkServer.ts';
import { migrationStatus } from '../../store/migrate.ts';
import { broken, type Finding, good, note } from './finding.ts';

export function serverFinding({ version, major }: Awaited<ReturnType<typeof checkServer>>, embedded: boolean): Finding {
  const found = `PostgreSQL ${version}, ${embedded ? 'embedded' : 'from DATABASE_URL'}`;
  if (major < 15)
    return broken(found, 'Keyblast needs PostgreSQL 15 or newer, and is tested with 18: upgrade, or leave DATABASE_URL unset for the embedded one.');
  return major >= 18 ? good(found) : note(found, 'Keyblast is tested with PostgreSQL 18: upgrade when you can.');
}

/** A whole import is one statement's work of minutes: what cuts statements short or loses them is told. */
export async function checkSettings(url: string): Promise<Finding> {
  const s = await readServerSettings(url);
  const unset = (name: string) => `ALTER DATABASE ${databaseOf(url)} SET ${name} = 0;`;
  if (s.encoding !== 'UTF8') return broken(`server_encoding is ${s.encoding}`, 'Keys are UTF-8: make a new database with ENCODING UTF8 and use that.');
  if (s.statement > 0) return broken(`statement_timeout is ${s.statement} ms`, `Large imports would be cut short. ${unset('statement_timeout')}`);
  if (s.lock > 0) return broken(`lock_timeout is ${s.lock} ms`, `An import that waits for another would fail. ${unset('lock_timeout')}`);
  if (s.idle > 0 && s.idle < 600_000)
    return broken(
      `idle_in_transaction_session_timeout is ${s.idle} ms`,
      `An import reads files within its transaction. ${unset('idle_in_transaction_session_timeout')}`,
    );
  if (s.isolation !== 'read committed')
    return broken(
      `default_transaction_isolation is ${s.isolation}`,
      `Keyblast counts on read committed. ALTER DATABASE ${databaseOf(url)} RESET default_transaction_isolation;`,
    );
  const left = s.connections - s.reserved - s.used;
  if (left < 12)
    return broken(`${s.used} of ${s.connections} connections are in use`, 'Keyblast takes up to 20: raise max_connections, or end what holds the others.');
  if (s.fsync !== 'on') return note(`fsync is ${s.fsync}`, 'A crash of the machine can destroy the database: set fsync = on unless this is a test.');
  if (s.synchronous === 'off') return note('synchronous_commit is off', 'A crash can lose the last second, entries of the audit log too: set it to on.');
  if (s.autovacuum !== 'on') return note('autovacuum is off', 'Tables grow and get slow without it: set autovacuum = on.');
  return good(`UTF-8, durable, no time limits, ${left} of ${s.connections} connections free`);
}

/** The name as it stands in the address; in an instruction to a person, who may have to quote it. */
const databaseOf = (url: string): string => `"${decodeURIComponent(new URL(url).pathname.slice(1))}"`;

const toleratedMs = 2_000;

/** Times of facts, sessions and links come from both clocks. @param skewMs added to this machine's clock, for tests that cannot turn it */
export async function checkClock(url: string, skewMs = 0): Promise<Finding> {
  const { serverMs, askedMs, tookMs } = await readServerClock(url);
  const off = askedMs + tookMs / 2 + skewMs - serverMs;
  const found = `the database’s clock and this machine’s are ${(Math.abs(off) / 1000).toFixed(1)} s apart`;
  if (Math.abs(off) < toleratedMs + tookMs) return good(found);
  return broken(
    found,
    `This machine is ${off > 0 ? 'ahead' : 'behind'}: turn on time synchronisation (NTP) on both, or sessions end early and imports count as older than they are.`,
  );
}

export async function checkMigrations(url: string): Promise<Finding> {
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

export async function checkRights(url: string): Promise<Finding> {
  const missing = await readMissingRights(url);
  if (missing.length === 0) return good('the application may read and write every table');
  return broken(
    `the application may not read and write ${missing.join(', ')}`,
    'As the owner: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO keyblast_app; then REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM keyblast_app;',
  );
}

export async function checkAudit(url: string): Promise<Finding> {
  const role = await checkAuditRole(url);
  if (!role.exists) return note('there is no audit log yet', 'The next command makes it.');
  const { ok, entries, head, keptHeads, faults } = await checkAuditChain(url);
  if (!ok)
    return broken(
      faults.map(({ message }) => message).join(' '),
      'Somebody with the rights of the owner has altered the log. Keep the database and audit-heads.jsonl of the data folder as they are, compare with a backup, and find out who had access.',
    );
  const found = `${plural(entries, 'entry', 'entries')} in an unbroken chain${head ? `, signed up to the last, ${plural(keptHeads, 'kept head')} agree` : ''}`;
  if (role.mayChange)
    return note(
      `${found}; but the application connects as ${role.name}, which may change the log`,
      'What protects the log is its chain of hashes and the signed head that is kept in the data folder, in webhooks, and by whoever prints it (keyblast audit head). For a barrier in the database too, create the role keyblast_app before migrating and connect as it (DATABASE_URL), with the owner in DATABASE_OWNER_URL.',
    );
  if (head && keptHeads === 0)
    return note(
      `${found}, but this data folder has kept no head of it`,
      'Without one a cut tail shows only to whoever holds a head (keyblast audit verify --head H): keep the data folder from start to start, and make sure that audit-heads.jsonl in it can be written.',
    );
  return good(`${found}; the application connects as ${role.name}, which may add to the log and not change it`);
}
