import type { ColumnId } from '../../lib/model/credentialColumns.ts';

/** The address of a CSV: all that the filter matches, or exactly the rows `ids`; the columns shown, or all fields where none are given. */
export function exportHref({ filter, sort, ids, columns }: { filter: string; sort: string; ids?: readonly string[]; columns?: readonly ColumnId[] }): string {
  const query = new URLSearchParams(ids ? { ids: ids.join(',') } : { filter });
  query.set('sort', sort);
  if (columns) query.set('columns', columns.join(','));
  return `/api/credentials/export?${query}`;
}
