import { once } from 'node:events';

/** Writes to stdout and waits while whoever reads it is slow, so that a long list never piles up in memory. */
export async function writeOut(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
