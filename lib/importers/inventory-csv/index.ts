import type { Importer, Recognition, Sample } from '../importer.ts';
import { delimiterOf } from '../readCsv.ts';
import { hasColumn, readHeader } from './columns.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const inventoryCsv: Importer<Row> = {
  id: 'inventory-csv',
  title: 'Inventory of credentials (CSV or TSV)',
  recognisedBy: 'a first line of column names with credential or secret and others of docs/formats/inventory-csv.md',
  version: 1,
  rank: 300,
  detect,
  open,
  map,
};

function detect({ name, head }: Sample): Recognition {
  const line =
    head
      .replace(/^\ufeff/, '')
      .trimStart()
      .split(/\r?\n/, 1)[0] ?? '';
  if (/^[[{]/.test(line)) return { score: 0, why: 'it begins as JSON' };
  const header = readHeader(line.split(delimiterOf(line)).map((cell) => cell.replace(/^\s*"|"\s*$/g, '')));
  const known = header.flatMap(({ column }) => column ?? []);
  const telling = hasColumn(header, 'credential') || hasColumn(header, 'secret');
  const why = `${known.length} of its ${header.length} columns are known${known.length === 0 ? '' : ` (${known.slice(0, 6).join(', ')}${known.length > 6 ? ' …' : ''})`}`;
  if (telling && known.length >= 3) return { score: 0.9, why };
  if (telling && known.length === 2) return { score: 0.6, why };
  // taken, so that the reader can say which column is missing
  return { score: known.length >= 4 ? 0.5 : /inventory.*\.[ct]sv(\.gz)?$/i.test(name) && known.length > 0 ? 0.5 : 0, why };
}
