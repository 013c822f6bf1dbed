import { listCredentials, maxChosen } from '../../../lib/services/listCredentials.ts';
import { answer, withPerson } from '../answer.ts';
import { readWhich } from './readWhich.ts';

/** Rows of the last analysis: `filter`, `sort`, `ids`, `limit` (at most as many as can be chosen one by one), `offset`. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const number = (name: string, otherwise: number): number => (query.has(name) ? Number(query.get(name)) : otherwise);
  const limit = Math.min(number('limit', maxChosen), maxChosen);
  return withPerson(async (ctx) => answer(await listCredentials(ctx, { ...readWhich(query), limit, offset: number('offset', 0) }, { signal: request.signal })));
}
