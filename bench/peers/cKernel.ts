import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { sumsWidth } from '../../lib/graph/kernel/plan.ts';
import type { Problem, Solution } from '../../lib/graph/problem.ts';

const run = promisify(execFile);
const source = path.join(import.meta.dirname, 'solve.c');

/** Whether there is a compiler. */
export const hasCompiler = (): Promise<boolean> =>
  run('gcc', ['--version']).then(
    () => true,
    () => false,
  );

/** The twin in C over the bit columns of one problem. @param folder for its program and its files */
export class CKernel {
  readonly #files: { program: string; input: string; answer: string };
  readonly #expected: Buffer;
  private constructor(folder: string, ours: Pick<Solution, 'sums' | 'counted'>) {
    this.#files = { program: path.join(folder, 'solve'), input: path.join(folder, 'problem.bin'), answer: path.join(folder, 'answer.bin') };
    this.#expected = Buffer.concat([bytesOf(ours.sums), bytesOf(ours.counted)]);
  }

  static async make(problem: Problem, ours: Pick<Solution, 'sums' | 'counted'>, folder: string): Promise<CKernel> {
    const made = new CKernel(folder, ours);
    await run('gcc', ['-O3', '-march=native', '-o', made.#files.program, source]);
    writeProblem(made.#files.input, problem);
    return made;
  }

  /** Of one round; it must find what we found. */
  async seconds(): Promise<number> {
    const { program, input, answer } = this.#files;
    const { stdout } = await run(program, [input, answer]);
    if (!fs.readFileSync(answer).equals(this.#expected)) throw new Error('the twin in C found other sums or counts than the kernel');
    return Number(stdout);
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array): Buffer =>
  Buffer.from(new Uint8Array(buffer, byteOffset, byteLength));

/** In the order in which solve.c reads them. */
function writeProblem(file: string, { rows, root, roots, times, bits: { blocks, oddFrom, counting, weight, vectors } }: Problem): void {
  const sizes = Uint32Array.of(rows.count, roots, rows.groups.length / 2, blocks.count, oddFrom);
  if (vectors.length % sumsWidth !== 0) throw new RangeError(`vectors of ${sumsWidth} sums, saw ${vectors.length} numbers`);
  const out = fs.openSync(file, 'w');
  for (const array of [
    sizes,
    rows.start,
    rows.child,
    rows.groups,
    root,
    times,
    blocks.pairStart,
    blocks.pairRow,
    blocks.pairColumn,
    counting,
    weight,
    vectors,
  ]) {
    const bytes = bytesOf(array);
    const head = Buffer.alloc(64);
    head.writeBigUInt64LE(BigInt(bytes.length));
    fs.writeSync(out, head);
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(out, bytes, done, Math.min(2 ** 30, bytes.length - done));
    fs.writeSync(out, Buffer.alloc((64 - (bytes.length % 64)) % 64));
  }
  fs.closeSync(out);
}
