import { listFindings } from '../../../lib/services/listFindings.ts';
import { answer, withPerson } from '../answer.ts';

/** Findings of the last analysis: `filter`, `limit`, `after`. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const [filter, limit, after] = [query.get('filter'), query.get('limit'), query.get('after')];
  return withPerson(async (ctx) =>
    answer(await listFindings(ctx, { ...(filter !== null && { filter }), ...(limit !== null && { limit: Number(limit) }), ...(after !== null && { after }) })),
  );
}
