/**
 * The inner loops of `lib/graph/solve.ts` in AssemblyScript (WebAssembly, 128-bit SIMD). `lib/graph/kernel/fallback.ts` does the same in plain TypeScript, step by step; a test
 * holds the two equal, and another that `lib/graph/kernel/bytes.ts` is what this file compiles to.
 *
 * One call works on one block of columns: 512 of them as bits, with their lives or without, or 64 as bytes. Rows are walked from the last to the first, so that what a row leads to has been worked out; a row
 * that has no column of the block is marked so, and whoever leads to it passes it by. `p` points at the plan, 32-bit words in the order of `lib/graph/kernel/plan.ts`.
 */
export { bits } from './bits';
export { bytes } from './bytes';
export { lives } from './lives';
