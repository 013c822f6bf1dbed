import { parseAsArrayOf, parseAsInteger, parseAsString } from 'nuqs/server';
import { firstColumns } from '../../lib/model/credentialColumns.ts';
import { firstFilter, firstSort } from '../../lib/model/savedView.ts';

export const pageSize = 50;
/** So many rows can be selected: they lie in the address (lib/services/listCredentials.ts). */
export const maxSelected = 500;

/** The table's whole state in the URL. Pages count from 1; `preview` and `selected` are ids of rows. */
export const tableParams = {
  filter: parseAsString.withDefault(firstFilter),
  sort: parseAsString.withDefault(firstSort),
  page: parseAsInteger.withDefault(1),
  columns: parseAsArrayOf(parseAsString).withDefault([...firstColumns]),
  preview: parseAsString,
  selected: parseAsArrayOf(parseAsString).withDefault([]),
};

/** Fields whose values are offered beside the table, in this order; `folded` ones are closed until something in them is chosen. */
export const facetFields = {
  priority: { title: 'Priority' },
  'leak.band': { title: 'Band, leak' },
  'takeover.band': { title: 'Band, takeover' },
  likelihood: { title: 'Likelihood' },
  identityKind: { title: 'Acts as' },
  system: { title: 'System' },
  environment: { title: 'Environment' },
  owner: { title: 'Owner' },
  crosses: { title: 'Acts across environments' },
  classes: { title: 'Action classes', folded: true },
  attribution: { title: 'Attribution', folded: true },
  type: { title: 'Type', folded: true },
  issuance: { title: 'Issuance', folded: true },
  presentation: { title: 'Presentation', folded: true },
  storage: { title: 'Storage', folded: true },
  revocation: { title: 'Revocation', folded: true },
  party: { title: 'Party', folded: true },
  status: { title: 'Status', folded: true },
} as const satisfies Record<string, { title: string; folded?: true }>;
export type FacetField = keyof typeof facetFields;
/** So many values of a field are shown at first. */
export const facetValues = 6;
