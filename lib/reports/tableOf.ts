import type { Cell, CellType } from './block.ts';
import type { DraftTable } from './report.ts';

/** A column, and how a row has it. `more`: left out where there is no room for all columns. */
export type ColumnOf<R> = { id: string; title: string; type: CellType; more?: true; of: (row: R) => Cell | undefined };
type Pieces<R> = AsyncIterable<R[]> | Promise<R[]>;

/**
 * A table of things: each column says what its cell is of one of them; undefined is absent.
 * @param rows in pieces, or a list; asked for anew each time the table is written
 */
export function tableOf<R>({
  columns,
  rows,
  ...head
}: {
  id: string;
  title: string;
  note?: string;
  columns: readonly ColumnOf<R>[];
  rows: () => Pieces<R>;
}): DraftTable {
  return {
    kind: 'table',
    ...head,
    columns: columns.map(({ id, title, type, more }) => ({ id, title, type, brief: more !== true })),
    rows: async function* () {
      for await (const piece of piecesOf(rows())) yield piece.map((row) => columns.map(({ of }) => of(row) ?? null));
    },
  };
}

async function* piecesOf<R>(pieces: Pieces<R>): AsyncGenerator<R[], void> {
  if (pieces instanceof Promise) yield await pieces;
  else yield* pieces;
}
