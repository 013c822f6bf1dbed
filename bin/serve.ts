import { ensureAdministrator, type FirstAdministrator } from '../lib/services/people.ts';
import { commandContext } from './commandContext.ts';
import { firstStart } from './firstStart.ts';
import { readNetwork } from './network.ts';
import { say, unwrap } from './print.ts';
import { openDoor, startServer } from './server.ts';
import { untilStopped } from './untilStopped.ts';

/** Serves until told to stop. */
export async function serve(options: { sample?: true; empty?: true }): Promise<void> {
  const network = readNetwork(process.env);
  const stopped = untilStopped();
  const door = await openDoor(network); // a port in use is told before the minute that a first start takes
  const ctx = await commandContext();
  const begun = await Promise.race([firstStart(ctx, options), stopped.then(() => 'stopped' as const)]);
  if (begun === 'stopped') return endNow(); // the import or analysis under way is rolled back
  const administrator = unwrap(await ensureAdministrator(ctx));
  const stopServer = await startServer(door);
  say(`\nKeyblast is at ${door.address}`);
  say(howToSignIn(administrator, door.address));
  say('Ctrl-C ends it.');
  await stopped;
  say('\nStopping …');
  await stopServer();
  await ctx.close('now');
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
