import { expect, test } from 'vitest';
import { compileKernel } from '../../../bin/buildKernel.mjs';
import { kernelBytes } from './bytes.ts';
import { planWords } from './plan.ts';
import { wasmKernel } from './wasmKernel.ts';

test('the kernel is what its source compiles to (node bin/buildKernel.mjs writes it anew)', async () => {
  expect(Buffer.from(await compileKernel()).toString('base64')).toBe(kernelBytes);
});

test('the kernel runs here: the fallback is for machines without SIMD', () => {
  expect(wasmKernel(new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true }))).toBeDefined();
});

test('source and plan name the same places', async () => {
  const { readFile } = await import('node:fs/promises');
  const source = await readFile(new URL('./assembly/plan.ts', import.meta.url), 'utf8');
  const places = [...source.matchAll(/^export const ([A-Z_]+): usize = (\d+);$/gm)].map(([, name, at]) => [
    Number(at) / 4,
    name!.toLowerCase().replaceAll('_', ''),
  ]);
  expect(places).toEqual(planWords.map((word, i) => [i, word.toLowerCase()]));
});
