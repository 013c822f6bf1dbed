import type { Database } from './database.ts';

/** Whether anything was ever imported. */
export async function hasImports({ pool }: Database): Promise<boolean> {
  const { rows } = await pool.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM import) AS any');
  return rows[0]?.any ?? false;
}
