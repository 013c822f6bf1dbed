import { z } from 'zod';

/**
 * What a cell holds. `key`: a canonical key or another name that is not prose; `days`, `seconds`: spans; `share`: 0 to 1; `actionDays`: rounded to 6 decimals; `time`: ISO 8601 in UTC; `digest`: hexadecimal
 * digits; `list`: texts. Any cell may be null: absent.
 */
export const cellTypes = ['text', 'key', 'integer', 'number', 'actionDays', 'days', 'seconds', 'share', 'time', 'flag', 'digest', 'list'] as const;
export type CellType = (typeof cellTypes)[number];
export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type Cell = z.infer<typeof Cell>;

export const Column = z.strictObject({
  id: z.string(),
  title: z.string(),
  type: z.enum(cellTypes),
  /** Shown where there is no room for all columns: on paper and on a page. */
  brief: z.boolean(),
});
export type Column = z.infer<typeof Column>;

/** One number of the report, or one word: with its other end where it is an interval, and what it was in the report that is compared with. */
export const Figure = z.strictObject({
  id: z.string(),
  label: z.string(),
  type: z.enum(cellTypes),
  value: Cell,
  upTo: Cell.optional(),
  before: Cell.optional(),
  beforeUpTo: Cell.optional(),
  note: z.string().optional(),
});
export type Figure = z.infer<typeof Figure>;

const count = z.int().min(0);
const byBand = z.strictObject({ contained: count, low: count, medium: count, high: count, critical: count });
const wings = z.strictObject({ certain: byBand, upTo: byBand });
const buckets = z.array(z.strictObject({ from: z.number(), to: z.number(), count }));
const end = z.strictObject({ certain: z.number(), upTo: z.number() });

/** The numbers of a picture; `drawChart` turns them into shapes by the geometry that the screens use. */
export const ChartData = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bands'), leak: wings, takeover: wings }),
  z.strictObject({ type: z.literal('distribution'), certain: buckets, upTo: buckets }),
  /** A point an analysis, oldest first; `at` in ms since 1970; figures in the order leak, takeover. */
  z.strictObject({
    type: z.literal('trend'),
    points: z.array(z.strictObject({ at: z.number(), horizonDays: count, weightsVersion: z.string(), imports: count, figures: z.tuple([end, end]) })),
  }),
  /** Action-days that remain, leak and takeover. */
  z.strictObject({ type: z.literal('burn-down'), points: z.array(z.strictObject({ at: z.number(), values: z.tuple([z.number(), z.number()]) })) }),
]);
export type ChartData = z.infer<typeof ChartData>;

export const Paragraph = z.strictObject({ kind: z.literal('paragraph'), text: z.string() });
export const List = z.strictObject({ kind: z.literal('list'), items: z.array(z.string()) });
export const Figures = z.strictObject({ kind: z.literal('figures'), id: z.string(), figures: z.array(Figure) });
/** `finding`: what the picture says, in words. */
export const Chart = z.strictObject({ kind: z.literal('chart'), id: z.string(), title: z.string(), finding: z.string(), data: ChartData });
export type Chart = z.infer<typeof Chart>;

/** What stands before a table's rows. `note`: what the rows are, and what is left out. */
export const TableHead = z.strictObject({
  kind: z.literal('table'),
  id: z.string(),
  title: z.string(),
  note: z.string().optional(),
  columns: z.array(Column),
});
export type TableHead = z.infer<typeof TableHead>;

export const PlainBlock = z.discriminatedUnion('kind', [Paragraph, List, Figures, Chart]);
export type PlainBlock = z.infer<typeof PlainBlock>;
