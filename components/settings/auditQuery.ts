/** What the address of the audit log says: which entries, and from which entry on. */
export type AuditQuery = { actor?: string; action?: string; from?: string; to?: string; before?: string; behind?: string };

const names = ['actor', 'action', 'from', 'to', 'before', 'behind'] as const;

/** Empty fields of a form are as absent. What the values may be is the verb's to check. */
export function readAuditQuery(query: Record<string, string | string[] | undefined>): AuditQuery {
  const read: AuditQuery = {};
  for (const name of names) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') read[name] = value;
  }
  return read;
}

/** The address of another page of the same entries. */
export function auditHref({ before: _before, behind: _behind, ...filter }: AuditQuery, place: { before: number } | { behind: number } | undefined): string {
  const search = new URLSearchParams({ ...filter, ...(place && Object.fromEntries(Object.entries(place).map(([name, entry]) => [name, String(entry)]))) });
  return search.size > 0 ? `/settings/audit?${search}` : '/settings/audit';
}
