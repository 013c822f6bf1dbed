import type { Cell } from '../block.ts';
import type { Table } from '../report.ts';
import { type Sheet, sheetRows } from './sheet.ts';

/** A table as a sheet, or as several where it has more rows than one can have: `Credentials`, `Credentials (2)`. Their names are not yet unique. @param most rows of a sheet, its heading among them */
export function tableSheets({ title, columns, count, rows }: Table, most = sheetRows): Sheet[] {
  const cursor = new RowCursor(rows);
  const perSheet = most - 1;
  return Array.from({ length: Math.max(1, Math.ceil(count / perSheet)) }, (_, at) => ({
    ...{ name: at === 0 ? title : `${title} (${at + 1})`, columns, filtered: true },
    count: Math.min(perSheet, count - at * perSheet),
    rows: async function* () {
      for await (const piece of cursor.take(Math.min(perSheet, count - at * perSheet)))
        yield piece.map((row) => row.map((value, column) => ({ value, type: columns[column]!.type })));
    },
  }));
}

/** Goes through the rows once, for several takers one after the other. */
class RowCursor {
  private readonly rows: Table['rows'];
  private pieces: AsyncIterator<Cell[][]> | undefined;
  private rest: Cell[][] = [];

  constructor(rows: Table['rows']) {
    this.rows = rows;
  }

  async *take(most: number): AsyncGenerator<Cell[][], void> {
    this.pieces ??= this.rows()[Symbol.asyncIterator]();
    for (let left = most; left > 0; ) {
      if (this.rest.length === 0) {
        const next = await this.pieces.next();
        if (next.done) return;
        this.rest = next.value;
      }
      const piece = this.rest.slice(0, left);
      this.rest = this.rest.slice(left);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }
}
