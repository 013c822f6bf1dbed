import { searchCredentials } from '../../../lib/services/searchCredentials.ts';
import { answer, withPerson } from '../answer.ts';

/** The search box: a few credentials with these words, the largest blast radius first. */
export async function GET(request: Request): Promise<Response> {
  const words = new URL(request.url).searchParams.get('q') ?? '';
  return withPerson(async (ctx) => answer(await searchCredentials(ctx, { words })));
}
