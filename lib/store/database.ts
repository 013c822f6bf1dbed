import type { Pool } from 'pg';

/** The one way to the database. `prisma` for the application's reads and writes; `pool` for COPY and typed SQL that the planner must see whole. */
export type Database = {
  pool: Pool;
  url: string;
  close(): Promise<void>;
};
