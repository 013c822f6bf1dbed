import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { showProgress } from './progress.ts';

/** As much of a terminal as progress asks for. */
function stream(isTTY: boolean): { told: () => string; out: PassThrough & { isTTY: boolean; columns: number } } {
  const out = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  return { told: () => String(out.read() ?? ''), out };
}

test('progress is a line a phase where nobody looks at a terminal', () => {
  const { told, out } = stream(false);
  const progress = showProgress(out);
  progress.report({ phase: 'reading', done: 0 });
  progress.report({ phase: 'reading', done: 1_000 });
  progress.report({ phase: 'computing', done: 12_345, total: 20_000 });
  progress.end();
  expect(told()).toBe('reading\ncomputing: 12,345 of 20,000\n');
});

test('progress is a bar that is written over on a terminal, and wiped at the end', () => {
  const { told, out } = stream(true);
  const progress = showProgress(out);
  progress.report({ phase: 'computing', done: 1, total: 2 });
  progress.end();
  expect(told()).toBe(`\r\x1b[K[${'█'.repeat(12)}${'·'.repeat(12)}] computing: 1 of 2\r\x1b[K`);
});
