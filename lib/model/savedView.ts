import { z } from 'zod';
import { type ColumnId, firstColumns, readColumns } from './credentialColumns.ts';
import { findField } from './credentialFields.ts';
import { parseFilter } from './filter.ts';
import { redactText } from './redact.ts';

/** What a view of the credentials table is made of: which rows, in which order, with which columns. */
export type TableView = { filter: string; sort: string; columns: ColumnId[] };
/** A view under a name. `mine`: whoever asks keeps it; `mayChange`: may rename, replace, share and delete it. */
export type SavedView = TableView & { id: number; name: string; shared: boolean; mine: boolean; mayChange: boolean; ownerName: string };

/** The first view of the table: what can act on its own, lasts, and can do harm across environments. */
export const firstFilter = 'issuance:static identityKind:agent crosses:send,write,delegate';
export const firstSort = '-leak.actionDays';

/** Questions worth asking first; everybody has them and nobody can change them. */
export const builtInViews: readonly (TableView & { name: string })[] = [
  { name: 'Agents’ static keys that act', filter: firstFilter, sort: firstSort, columns: [...firstColumns] },
  { name: 'High or critical', filter: 'leak.band:high,critical usable:true', sort: '-leak.actionDays', columns: [...firstColumns] },
  {
    name: 'Worse when taken over',
    filter: 'takeover.band:high,critical leak.band:contained,low,medium usable:true',
    sort: '-takeover.actionDays',
    columns: [...firstColumns],
  },
  { name: 'Leaked or found', filter: 'likelihood:leaked,found usable:true', sort: 'priority', columns: [...firstColumns] },
  {
    name: 'Unused for 90 days',
    filter: 'unusedDays>=90 usable:true',
    sort: 'lastUsed',
    columns: ['priority', 'credential', 'lastUsed', 'ageDays', 'leak.actionDays', 'takeover.actionDays', 'owner', 'system', 'revocation', 'attribution'],
  },
  { name: 'All', filter: '', sort: '-leak.actionDays', columns: [...firstColumns] },
];

/** The same rows, order and columns. */
export const isSameView = (a: TableView, b: TableView): boolean => a.filter === b.filter && a.sort === b.sort && a.columns.join() === b.columns.join();

const noSecret = (text: string): boolean => redactText(text) === text;

export const ViewName = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(80, 'at most 80 characters')
  .regex(/^\P{Cc}*$/u, 'expected no control characters')
  .refine(noSecret, 'it looks like a secret; a view is kept and may be shown to others');

export const ViewFilter = z
  .string()
  .max(10_000, 'a filter has at most 10,000 characters')
  .refine(noSecret, 'it has something in it that looks like a secret; a view is kept and may be shown to others')
  .superRefine((filter, { addIssue }) => {
    const read = parseFilter(filter);
    if (!read.ok) addIssue({ code: 'custom', message: read.error.message });
  });

export const ViewSort = z
  .string()
  .refine((sort) => findField(sort.replace(/^-/, '')) !== undefined, 'expected a field of docs/filter.md, "-" before it for descending');

/** Unknown columns are left out: a view outlives a column. */
export const ViewColumns = z.array(z.string().max(100)).min(1, 'expected at least one column').max(100, 'at most 100 columns').transform(readColumns);
