import type { Command } from 'commander';
import { databaseUrl } from '../../lib/services/databaseUrl.ts';
import { printLine } from '../print.ts';
import { untilStopped } from '../untilStopped.ts';

export function register(program: Command): void {
  const db = program.command('db').description('the database');
  db.command('url')
    .description('print the connection string; an embedded server goes on for ten seconds, or until Ctrl-C with --hold')
    .option('--owner', "the owner's role, which may change the schema, instead of the application's")
    .option('--hold', 'keep the embedded server running until Ctrl-C')
    .action(async ({ owner, hold }: { owner?: true; hold?: true }) => {
      const database = await databaseUrl(owner ? 'owner' : 'application');
      printLine(database.url);
      if (hold) await untilStopped();
      await database.release();
    });
}
