import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { snapshotFiles, snapshotPlace } from '../lib/engine/snapshotFile.ts';

/** Resolves when the files of the snapshot of an analysis that ended then are on disk: they are written after its answer. */
export async function snapshotKept(finishedAt: string): Promise<void> {
  const files = Object.values(snapshotFiles(snapshotPlace(process.env.DATABASE_URL)));
  const isKept = (file: string): boolean => fs.existsSync(file) && fs.statSync(file).mtimeMs > Date.parse(finishedAt);
  while (!files.every(isKept)) await sleep(20);
}
