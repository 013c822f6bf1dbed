/**
 * Compiles lib/graph/kernel/assembly/solve.ts into lib/graph/kernel/bytes.ts: `node bin/buildKernel.mjs`. Both are under version control, so that the product runs without a
 * compiler; lib/graph/kernel/kernel.test.ts compiles again and compares.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = path.resolve(import.meta.dirname, '..');
const source = 'lib/graph/kernel/assembly/solve.ts';
const outFile = 'kernel.wasm';
/** Shared memory has to state its greatest size: all that 32-bit addresses reach. */
const options = '-O3 --noAssert --runtime stub --enable simd --enable threads --sharedMemory --importMemory --initialMemory 1 --maximumMemory 65536';

/** @returns {Promise<Uint8Array>} */
export async function compileKernel() {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main([source, '--baseDir', root, '--outFile', outFile, ...options.split(' ')], {
    readFile: (/** @type {string} */ name, /** @type {string} */ base) => {
      const file = path.resolve(base, name);
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
    },
    writeFile: (/** @type {string} */ name, /** @type {Uint8Array} */ contents) => {
      if (name === outFile) bytes = contents;
    },
    listFiles: () => [],
  });
  if (error || !bytes) throw new Error(`${source} does not compile: ${error?.message}\n${stderr?.toString()}`);
  return bytes;
}

/** @param {Uint8Array} bytes */
export function asModule(bytes) {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,140}/g) ?? [];
  return `/** What ${source} compiles to, in base64: made by bin/buildKernel.mjs. */\nexport const kernelBytes = [\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('');\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(path.join(root, 'lib/graph/kernel/bytes.ts'), asModule(await compileKernel()));
