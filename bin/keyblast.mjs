#!/usr/bin/env node
/** `npx keyblast COMMAND`: installs what is missing, then runs bin/keyblast.ts on a Node that runs TypeScript. */
import fs from 'node:fs';
import path from 'node:path';
import { root, run, typescript } from './bootstrap/checkout.mjs';
import { prepare } from './bootstrap/prepare.mjs';

const args = process.argv.slice(2);
// The doctor looks at a set-up as it is, if it can run in it at all.
const looksOnly = args[0] === 'doctor' && ['commander', 'pg', 'zod'].every((name) => fs.existsSync(path.join(root, 'node_modules', name)));
if (!looksOnly) await prepare({ build: args[0] === 'serve' });
process.exit(await run([...typescript, path.join(root, 'bin', 'keyblast.ts'), ...args]));
