import fs from 'node:fs';
import { holdServer } from './postgres/client.ts';
import { newMark, serverUrl } from './postgres/state.ts';

/** Where the database is, for as long as it is not released. */
export type OpenDatabase = {
  /** The application's role. */
  url: string;
  /** The owner's role, for migrations; the same as `url` where there is one role only. */
  ownerUrl: string;
  embedded: boolean;
  /** An embedded database whose first start has not been settled yet (`settleDatabase`). */
  isNew: boolean;
  /** `now`: without the ten seconds' wait, if this was the last client. */
  release(when?: 'now'): Promise<void>;
};

/**
 * DATABASE_URL if set (with DATABASE_OWNER_URL for migrations, where the roles are separate), else the embedded PostgreSQL of the data folder, started if it is
 * not running. Nothing is migrated here.
 */
export async function openDatabase(): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, ownerUrl: process.env.DATABASE_OWNER_URL || given, embedded: false, isNew: false, release: async () => undefined };
  const hold = await holdServer();
  return {
    get url() {
      return serverUrl(hold.state, 'application');
    },
    get ownerUrl() {
      return serverUrl(hold.state, 'owner');
    },
    embedded: true,
    isNew: fs.existsSync(newMark()),
    release: hold.release,
  };
}

/** The first start is over: later ones load no sample. */
export const settleDatabase = (): void => fs.rmSync(newMark(), { force: true });
