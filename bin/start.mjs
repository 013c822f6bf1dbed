/** `npm start [-- --empty]`: from a fresh clone to a running dashboard with sample data. */
import path from 'node:path';
import { giveUp, root, run, typescript } from './bootstrap/checkout.mjs';
import { prepare } from './bootstrap/prepare.mjs';

const args = process.argv.slice(2);
if (args.some((arg) => arg !== '--empty')) giveUp(`npm start takes --empty only (no sample data), not ${args.join(' ')}. Usage: npm start [-- --empty]`);
await prepare({ build: true });
process.exit(await run([...typescript, path.join(root, 'bin', 'keyblast.ts'), 'serve', '--sample', ...args]));
