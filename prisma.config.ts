import { defineConfig } from 'prisma/config';

/** Migrations are plain SQL in Prisma's own layout; lib/store/migrate.ts applies them, and `prisma migrate deploy` can, with the same checksums. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL && { datasource: { url: process.env.DATABASE_URL } }),
});
