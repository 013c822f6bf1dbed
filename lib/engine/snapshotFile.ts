import fs from 'node:fs';
import type { ExposureColumns } from '../blast/figureColumns.ts';
import { dataPath } from '../store/home.ts';
import { enginePlace } from './place.ts';
import { readSections, writeSections } from './sectionsFile.ts';
import type { Snapshot } from './snapshot.ts';

/** Raised whenever a snapshot of before would be read wrongly. */
const version = 1;

/** Which analysis a snapshot is of: its number alone may come again in a database that was made anew. */
export type SnapshotOf = { analysis: number; finishedAt: string };
export type StoredSnapshot = { snapshot: Snapshot; exposure: ExposureColumns };

/** The file of the last analysis's snapshot, beside the database's other files in the data folder. */
export function snapshotFile(databaseUrl: string | undefined): string {
  return dataPath(`${enginePlace(databaseUrl).log.replace(/\.log$/, '')}.snapshot`);
}

/** Keeps the snapshot for the next engine. That it cannot be kept (a full disk) is no failure of the analysis: it is told, and the next engine builds its own. */
export function keepSnapshot(file: string, of: SnapshotOf, stored: StoredSnapshot): void {
  try {
    writeSections(file, version, { of, ...stored });
  } catch (error) {
    console.error(new Date().toISOString(), `the snapshot was not kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The snapshot of exactly this analysis; undefined where there is none, it is of another, or the file is damaged (then it is removed). */
export function findSnapshot(file: string, of: SnapshotOf): StoredSnapshot | undefined {
  const found = readSections(file, version) as (StoredSnapshot & { of: SnapshotOf }) | undefined; // of this version: as `keepSnapshot` wrote it
  if (found?.of.analysis === of.analysis && found.of.finishedAt === of.finishedAt) return { snapshot: found.snapshot, exposure: found.exposure };
  if (found === undefined) fs.rmSync(file, { force: true });
  return undefined;
}
