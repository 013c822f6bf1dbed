import fs from 'node:fs';
import type { ExposureColumns } from '../blast/figureColumns.ts';
import { credentialFields } from '../model/credentialFields.ts';
import { dataPath } from '../store/home.ts';
import { enginePlace } from './place.ts';
import { readSections, writeSections } from './sectionsFile.ts';
import type { Snapshot } from './snapshot.ts';
import type { Column, Table } from './tableColumns.ts';

/** Raised whenever a file of before would be read wrongly. */
const versions = { graph: 3, table: 2 };

/** Which analysis a snapshot is of: its number alone may come again in a database that was made anew. */
export type SnapshotOf = { analysis: number; finishedAt: string };
export type StoredSnapshot = { snapshot: Snapshot; exposure: ExposureColumns };

/** Where the snapshot of the last analysis is kept, beside the database's other files in the data folder: two files, `.table` for what pages are answered from, which is opened first, and `.graph`. */
export function snapshotPlace(databaseUrl: string | undefined): string {
  return dataPath(enginePlace(databaseUrl).log.replace(/\.log$/, ''));
}
export const snapshotFiles = (place: string): { graph: string; table: string } => ({ graph: `${place}.graph`, table: `${place}.table` });

/** Keeps the snapshot for the next engine. That it cannot be kept (a full disk) is no failure of the analysis: it is told, and the next engine builds its own. */
export function keepSnapshot(place: string, of: SnapshotOf, { snapshot, exposure, table }: StoredSnapshot & { table: Table }): void {
  try {
    const { columns, orders, ...rest } = table;
    writeSections(snapshotFiles(place).table, versions.table, { of, ...rest, columns: [...columns], orders: [...(orders ?? [])] });
    writeSections(snapshotFiles(place).graph, versions.graph, { of, snapshot, exposure });
  } catch (error) {
    console.error(new Date().toISOString(), `the snapshot was not kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The graph of exactly this analysis; undefined where there is none, it is of another, or the file is damaged (then it is removed). */
export const findSnapshot = (place: string, of: SnapshotOf): StoredSnapshot | undefined =>
  findFile<StoredSnapshot>(snapshotFiles(place).graph, versions.graph, of);

type StoredTable = Omit<Table, 'columns' | 'orders'> & { columns: [string, Column][]; orders: [string, Uint32Array][] };

/** The same of the table. One without a column for each field is from another version of Keyblast. */
export function findTable(place: string, of: SnapshotOf): Table | undefined {
  const found = findFile<StoredTable>(snapshotFiles(place).table, versions.table, of);
  if (!found) return undefined;
  const { count, nodeId, search } = found;
  const table: Table = { count, nodeId, search, columns: new Map(found.columns), orders: new Map(found.orders) };
  return credentialFields.every(({ name }) => table.columns.has(name)) ? table : undefined;
}

function findFile<T extends object>(file: string, version: number, of: SnapshotOf): T | undefined {
  const found = readSections(file, version) as (T & { of: SnapshotOf }) | undefined; // of this version: as `keepSnapshot` wrote it
  if (found?.of.analysis === of.analysis && found.of.finishedAt === of.finishedAt) return found;
  if (found === undefined) fs.rmSync(file, { force: true });
  return undefined;
}
