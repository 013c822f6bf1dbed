import type { Progress } from '../lib/engine/protocol.ts';

/** A line every so often where nobody looks at a terminal. */
const everyMs = 3_000;
const barWidth = 24;

type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): unknown };

/** Shows how far a long command is, on stderr: one line that is written over on a terminal, a line every few seconds elsewhere. `end` leaves the terminal clean. */
export function showProgress(stream: Screen = process.stderr): { report(progress: Progress): void; end(): void } {
  let phase = '';
  let last = 0;
  return {
    report: (progress) => {
      const now = Date.now();
      if (progress.phase === phase && now - last < (stream.isTTY ? 100 : everyMs)) return;
      [phase, last] = [progress.phase, now];
      stream.write(stream.isTTY ? `\r\x1b[K${bar(progress)} ${line(progress)}`.slice(0, (stream.columns || 80) + 3) : `${line(progress)}\n`);
    },
    end: () => void (stream.isTTY && phase && stream.write('\r\x1b[K')),
  };
}

function bar({ done, total }: Progress): string {
  if (!total) return ' '.repeat(barWidth + 2);
  const full = Math.round(barWidth * Math.min(1, done / total));
  return `[${'█'.repeat(full)}${'·'.repeat(barWidth - full)}]`;
}

function line({ phase, done, total }: Progress): string {
  if (total) return `${phase}: ${count(done)} of ${count(total)}`;
  return done ? `${phase}: ${count(done)}` : phase;
}

const count = (n: number): string => n.toLocaleString('en-US');
