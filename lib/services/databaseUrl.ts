import { openDatabase } from '../store/openDatabase.ts';

/** The connection string of this installation's database, for tools such as psql; it holds a password. Held open until released. */
export async function databaseUrl(role: 'owner' | 'application'): Promise<{ url: string; release(): Promise<void> }> {
  const { url, ownerUrl, release } = await openDatabase();
  return { url: role === 'owner' ? ownerUrl : url, release };
}
