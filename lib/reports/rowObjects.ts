import type { Cell } from './block.ts';
import type { Table } from './report.ts';

export type RowObject = Record<string, Cell>;

/** Rows by the ids of their columns, one after another; none where there is no table. */
export async function* rowObjects(table: Table | undefined): AsyncGenerator<RowObject, void> {
  if (!table) return;
  for await (const piece of table.rows()) {
    for (const row of piece) yield Object.fromEntries(table.columns.map(({ id }, at) => [id, row[at]!]));
  }
}
