import type { EstateColumns } from '../../lib/blast/columns.ts';
import { readSections, writeSections } from '../../lib/engine/sectionsFile.ts';

const version = 1;

/** Columns of an estate on their way from the process that generated them to those that are measured. */
export const writeColumns = (file: string, columns: EstateColumns): void => writeSections(file, version, columns);

export function readColumns(file: string): EstateColumns {
  const columns = readSections(file, version);
  if (columns === undefined) throw new Error(`${file} does not hold the columns of an estate`);
  return columns as EstateColumns; // as `writeColumns` wrote it
}
