/** A column: its heading, what to print in a row, and where numbers stand. */
export type TextColumn<Row> = { title: string; text: (row: Row) => string; right?: boolean; atMost?: number };

/** Rows as aligned text with a heading, two spaces between columns, nothing trailing. Long cells are cut in the middle, where keys differ least. */
export function textTable<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[]): string {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => columns.map((column) => shorten(clean(column.text(row)), column.atMost ?? 60)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => (columns[at]!.right ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What comes from an estate may hold control characters, which a terminal would obey. */
export const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '�');

function shorten(text: string, atMost: number): string {
  if (text.length <= atMost) return text;
  const kept = atMost - 1;
  return `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
}
