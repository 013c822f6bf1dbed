import { spawnSync } from 'node:child_process';
import { KeyblastError } from '../../model/errors.ts';

/** The OS user that PostgreSQL runs as; undefined: the one we are. PostgreSQL refuses root. */
export type Account = { name: string; uid: number; gid: number } | undefined;

/** Root lends PostgreSQL another user: KEYBLAST_POSTGRES_USER, else `postgres`, else `nobody`, which every system has. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  const wanted = process.env.KEYBLAST_POSTGRES_USER;
  for (const name of wanted ? [wanted] : ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid && gid !== undefined) return { name, uid, gid };
  }
  throw new KeyblastError(
    'UNAVAILABLE',
    'PostgreSQL refuses to run as root and no other user was found: set KEYBLAST_POSTGRES_USER to an existing user other than root.',
  );
}

function idOf(what: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [what, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

/** The options that make a child process run as that user. The folder is one that every user can be in. */
export const runAs = (account: Account) => (account ? { uid: account.uid, gid: account.gid, cwd: '/' } : {});

/** Whether that user can enter a folder (or run a file): asked of the system itself, since modes alone do not tell (ACLs, mounts, parents). */
export function canReach(account: Account, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { stdio: 'ignore', ...runAs(account) }).status === 0;
}
