import type { SystemCoverage } from '../../model/coverage.ts';
import type { DraftTable } from '../../reports/report.ts';
import { tableOf } from '../../reports/tableOf.ts';
import { type FileInput, fileInputs, type ImportInput, importInputs } from '../../store/readInputs.ts';
import { readCoverage } from '../readCoverage.ts';
import { type DraftSection, type Gathering, unwrap } from './gathering.ts';

/** What the figures rest on: every import and file that stands with its digest, and what of each system is seen and not seen. */
export const inputsSection = (gathering: Gathering): DraftSection => ({
  ...{ id: 'inputs', title: 'Inputs', newPage: true, annex: false },
  blocks: [
    {
      kind: 'paragraph',
      text: 'Every import that stands, and every file of it, by SHA-256: the same files imported again give the same facts, and these the same figures. Held imports wait for a person and count for nothing yet.',
    },
    importsTable(gathering),
    filesTable(gathering),
    coverageTable(gathering),
  ],
});

const importsTable = ({ ctx }: Gathering): DraftTable =>
  tableOf({
    id: 'imports',
    title: 'Imports that stand',
    columns: [
      { id: 'import', title: 'Import', type: 'integer', of: (row: ImportInput) => row.id },
      { id: 'source', title: 'Source', type: 'text', of: (row) => row.source },
      { id: 'format', title: 'Format', type: 'text', of: (row) => row.format },
      { id: 'importerVersion', title: 'Version', type: 'text', of: (row) => row.importerVersion },
      { id: 'rank', title: 'Rank', type: 'integer', more: true, of: (row) => row.rank },
      { id: 'mode', title: 'Mode', type: 'text', more: true, of: (row) => row.mode },
      { id: 'complete', title: 'Complete', type: 'flag', more: true, of: (row) => row.complete },
      { id: 'state', title: 'State', type: 'text', more: true, of: (row) => row.state },
      { id: 'dataTime', title: 'Data of', type: 'time', of: (row) => row.dataTime },
      { id: 'importedAt', title: 'Imported', type: 'time', more: true, of: (row) => row.importedAt },
      { id: 'actor', title: 'By', type: 'text', more: true, of: (row) => row.actor },
      { id: 'accepted', title: 'Records', type: 'integer', of: (row) => row.accepted },
      { id: 'rejected', title: 'Rejected', type: 'integer', of: (row) => row.rejected },
      { id: 'digest', title: 'SHA-256 of the set', type: 'digest', more: true, of: (row) => row.digest },
    ],
    rows: () => importInputs(ctx.database),
  });

const filesTable = ({ ctx }: Gathering): DraftTable =>
  tableOf({
    id: 'files',
    title: 'Files',
    columns: [
      { id: 'import', title: 'Import', type: 'integer', of: (row: FileInput) => row.import },
      { id: 'name', title: 'Name', type: 'text', of: (row) => row.name },
      { id: 'sha256', title: 'SHA-256', type: 'digest', of: (row) => row.digest },
      { id: 'sizeBytes', title: 'Bytes', type: 'integer', of: (row) => row.sizeBytes },
      { id: 'records', title: 'Records', type: 'integer', of: (row) => row.records },
      { id: 'accepted', title: 'Accepted', type: 'integer', more: true, of: (row) => row.accepted },
      { id: 'rejected', title: 'Rejected', type: 'integer', of: (row) => row.rejected },
    ],
    rows: () => fileInputs(ctx.database),
  });

/** What is seen of each system. */
export const coverageTable = ({ ctx }: Gathering): DraftTable =>
  tableOf({
    id: 'coverage',
    title: 'What is seen',
    note: 'By system, as the imports say of themselves. A system without a log: use of its credentials is not seen.',
    columns: [
      { id: 'system', title: 'System', type: 'text', of: (row: SystemCoverage) => row.system },
      { id: 'credentials', title: 'Usable credentials', type: 'integer', of: (row) => row.credentials },
      { id: 'inventories', title: 'Inventories', type: 'list', of: (row) => row.inventories.map(spanText) },
      { id: 'logs', title: 'Logs', type: 'list', of: (row) => row.logs.map(spanText) },
      { id: 'missing', title: 'Known to be missing', type: 'list', of: (row) => row.missing },
    ],
    rows: async () => unwrap(await readCoverage(ctx)),
  });

const spanText = ({ what, from, to, gapDays }: SystemCoverage['logs'][number]): string =>
  `${what} ${from.slice(0, 10)} to ${to.slice(0, 10)}${gapDays > 0 ? `, ${gapDays} days missing` : ''}`;
