import { z } from 'zod';
import { dataPath, readJson, writePrivately } from '../home.ts';

/** What `postgres.json` of the data folder says (mode 0600). The keeper writes it, everybody else reads. */
export const State = z.object({
  /** PostgreSQL's port on the loopback; kept from start to start where it is still free, so that open pools find the server again. */
  port: z.int(),
  password: z.string(),
  applicationPassword: z.string(),
  dataDirectory: z.string(),
  /** The keeper that runs now; null after an orderly stop. */
  keeper: z.object({ port: z.int(), token: z.string(), pid: z.int() }).nullable(),
});
export type State = z.infer<typeof State>;

const file = (): string => dataPath('postgres.json');

export function readState(): State | undefined {
  const parsed = State.safeParse(readJson(file()));
  return parsed.success ? parsed.data : undefined;
}

export const writeState = (state: State): void => writePrivately(file(), JSON.stringify(state, null, 2));

export const keeperLock = (): string => dataPath('keeper.lock');

/** Present from initdb until the first start has loaded the sample estate (or was told not to). */
export const newMark = (): string => dataPath('new-database');

/** Names of the two roles (docs/decisions): the owner migrates; the application may not change the audit log. */
export const ownerRole = 'keyblast';
export const applicationRole = 'keyblast_app';
export const databaseName = 'keyblast';

/** Connection string to the embedded server. */
export function serverUrl(state: State, role: 'owner' | 'application', database: string = databaseName): string {
  const [user, password] = role === 'owner' ? [ownerRole, state.password] : [applicationRole, state.applicationPassword];
  return `postgresql://${user}:${password}@127.0.0.1:${state.port}/${database}`;
}
