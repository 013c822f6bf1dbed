import { facetCredentials } from '../../../../lib/services/facetCredentials.ts';
import { answer, withPerson } from '../../answer.ts';

/** More values of one `field` than the table shows: those under `filter` that contain `search`, at most 200. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const [filter, field, search] = ['filter', 'field', 'search'].map((name) => query.get(name) ?? '');
  return withPerson(async (ctx) =>
    answer(
      await facetCredentials(ctx, { fields: [field ?? ''], limit: 200, ...(filter && { filter }), ...(search && { search }) }, { signal: request.signal }),
    ),
  );
}
