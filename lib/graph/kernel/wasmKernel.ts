import { kernelBytes } from './bytes.ts';
import type { Kernel } from './plan.ts';

let compiled: WebAssembly.Module | undefined;

/** The kernel in WebAssembly over a shared memory; undefined where the machine has no 128-bit SIMD or no shared memory for it. */
export function wasmKernel(memory: WebAssembly.Memory): Kernel | undefined {
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelBytes), (character) => character.charCodeAt(0)));
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
  return exportsOf(new WebAssembly.Instance(compiled, { env: { memory } }));
}

/** The functions that lib/graph/kernel/assembly/solve.ts exports, in the types it gives them; a flag is a number there. */
function exportsOf({ exports }: WebAssembly.Instance): Kernel {
  const { bits, lives, bytes } = exports as {
    bits: (plan: number, begin: number, end: number, odd: number, counting: number) => void;
    lives: (plan: number, begin: number, end: number, times: number, stopAt: number) => number;
    bytes: (plan: number, begin: number, end: number, odd: number, times: number, part: number) => void;
  };
  return {
    bits: (plan, begin, end, odd, counting) => bits(plan, begin, end, Number(odd), Number(counting)),
    lives: (plan, begin, end, times, stopAt) => lives(plan, begin, end, times, stopAt) >>> 0,
    bytes: (plan, begin, end, odd, times, part) => bytes(plan, begin, end, Number(odd), times, part),
  };
}
