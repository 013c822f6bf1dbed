import type { CellType } from '../block.ts';
import type { SheetCell } from './cellXml.ts';

/** Rows that a sheet can have, its heading among them. */
export const sheetRows = 1_048_576;

export type SheetColumn = { title: string; type: CellType };
/** `rows` are of this sheet alone and are asked for once, in the order of sheets; `count` is how many they are. `filtered`: the heading has buttons to filter by. `links`: from a row (the first is 0) of the first column to another sheet. */
export type Sheet = {
  name: string;
  columns: readonly SheetColumn[];
  count: number;
  rows: () => AsyncIterable<SheetCell[][]>;
  filtered: boolean;
  links?: readonly { row: number; to: string }[];
};
