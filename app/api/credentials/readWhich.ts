import type { ListCredentials } from '../../../lib/services/listCredentials.ts';

/** Which credentials an address asks for: `filter`, `sort`, and `ids` apart by commas. Their shape is the verb's to check. */
export function readWhich(query: URLSearchParams): Pick<ListCredentials, 'filter' | 'sort' | 'ids'> {
  const [filter, sort, ids] = [query.get('filter'), query.get('sort'), query.get('ids')];
  return { ...(filter !== null && { filter }), ...(sort && { sort }), ...(ids !== null && { ids: ids.split(',').filter(Boolean) }) };
}
