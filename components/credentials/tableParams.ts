import { parseAsArrayOf, parseAsInteger, parseAsString } from 'nuqs/server';

/** The first view of the table: what can act on its own, lasts, and can do harm across the estate. */
export const firstFilter = 'issuance:static identityKind:agent crosses:send,write,delegate';
export const firstSort = '-leak.actionDays';
export const pageSize = 50;

/** Every column that can be shown; the field of lib/model/credentialFields.ts that it sorts by. */
export const columnIds = [
  'priority',
  'credential',
  'leak.actionDays',
  'takeover.actionDays',
  'identity',
  'owner',
  'party',
  'system',
  'environment',
  'type',
  'likelihood',
  'issuance',
  'presentation',
  'storage',
  'revocation',
  'status',
  'classes',
  'leak.chain',
  'leak.scope',
  'leak.share',
  'exposure.certain',
  'ageDays',
  'expires',
  'lastUsed',
] as const;
export type ColumnId = (typeof columnIds)[number];
export const firstColumns: ColumnId[] = [
  'priority',
  'credential',
  'leak.actionDays',
  'takeover.actionDays',
  'identity',
  'owner',
  'system',
  'likelihood',
  'leak.chain',
  'exposure.certain',
  'lastUsed',
];

/** The table's whole state in the URL. Pages count from 1. */
export const tableParams = {
  filter: parseAsString.withDefault(firstFilter),
  sort: parseAsString.withDefault(firstSort),
  page: parseAsInteger.withDefault(1),
  columns: parseAsArrayOf(parseAsString).withDefault(firstColumns),
};

/** Fields whose values are offered beside the table, in this order. */
export const facetFields = [
  'priority',
  'leak.band',
  'takeover.band',
  'likelihood',
  'identityKind',
  'system',
  'environment',
  'party',
  'type',
  'issuance',
  'presentation',
  'storage',
  'status',
  'classes',
  'owner',
] as const;
export type FacetField = (typeof facetFields)[number];

export const facetTitles: Record<FacetField, string> = {
  priority: 'Priority',
  'leak.band': 'Band, leak',
  'takeover.band': 'Band, takeover',
  likelihood: 'Likelihood',
  identityKind: 'Acts as',
  system: 'System',
  environment: 'Environment',
  party: 'Party',
  type: 'Type',
  issuance: 'Issuance',
  presentation: 'Presentation',
  storage: 'Storage',
  status: 'Status',
  classes: 'Action classes',
  owner: 'Owner',
};

/** Questions worth asking first. */
export const views = [
  { title: 'Agents’ static keys that act', filter: firstFilter },
  { title: 'High or critical', filter: 'leak.band:high,critical usable:true' },
  { title: 'Worse when taken over', filter: 'takeover.band:high,critical leak.band:contained,low,medium usable:true' },
  { title: 'Leaked or found', filter: 'likelihood:leaked,found usable:true' },
  { title: 'Unused for 90 days', filter: 'unusedDays>=90 usable:true' },
  { title: 'All', filter: '' },
] as const;
