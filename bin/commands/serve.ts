import type { Command } from 'commander';
import { ensureAdministrator, type FirstAdministrator } from '../../lib/services/people.ts';
import { commandContext } from '../commandContext.ts';
import { firstStart } from '../firstStart.ts';
import { readNetwork } from '../network.ts';
import { say, unwrap } from '../print.ts';
import { untilStopped } from '../untilStopped.ts';

export function register(program: Command): void {
  program
    .command('serve')
    .description('serve the dashboard (PORT, HOST, KEYBLAST_URL) until Ctrl-C')
    .option('--sample', 'a new embedded database first gets the sample estate')
    .option('--empty', 'a new embedded database stays empty, at later starts too')
    .action(serve);
}

async function serve(options: { sample?: true; empty?: true }): Promise<void> {
  const network = readNetwork(process.env);
  const stopped = untilStopped();
  const ctx = await commandContext();
  const begun = await Promise.race([firstStart(ctx, options), stopped.then(() => 'stopped' as const)]);
  if (begun === 'stopped') return endNow(); // the import or analysis under way is rolled back
  const administrator = unwrap(await ensureAdministrator(ctx));
  const { startServer } = await import('../serve.ts'); // Next takes a second to load, which no other command needs
  const server = await startServer(ctx, network);
  say(`\nKeyblast is at ${server.address}`);
  say(howToSignIn(administrator, server.address));
  say('Ctrl-C ends it.');
  await stopped;
  say('\nStopping …');
  await server.close();
  process.exit(0);
}

/** The link is a key to the whole installation: it is printed here and nowhere else. */
function howToSignIn(administrator: FirstAdministrator, address: string): string {
  if (administrator.kind === 'link') return `Open this link once, within a day, to become its administrator:\n\n  ${address}${administrator.path}\n`;
  if (administrator.kind === 'created') return `Sign in as ${administrator.email}, with the password from KEYBLAST_ADMIN_PASSWORD.`;
  return 'Sign in with your e-mail address and password.';
}

function endNow(): never {
  say('\nStopped; the next start begins the sample estate anew.');
  process.exit(130);
}
