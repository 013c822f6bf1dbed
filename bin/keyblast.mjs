#!/usr/bin/env node
/** `npx keyblast COMMAND`: installs what is missing, then runs bin/keyblast.ts on a Node that runs TypeScript. */
import path from 'node:path';
import { root, run, typescript } from './bootstrap/checkout.mjs';
import { prepare } from './bootstrap/prepare.mjs';

const args = process.argv.slice(2);
await prepare({ build: args[0] === 'serve' });
process.exit(await run([...typescript, path.join(root, 'bin', 'keyblast.ts'), ...args]));
