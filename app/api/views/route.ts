import { listViews } from '../../../lib/services/listViews.ts';
import { saveView } from '../../../lib/services/saveView.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../answer.ts';

/** The saved views of the person who asks, and those that others share. */
export async function GET(): Promise<Response> {
  return withPerson(async (ctx) => answer(await listViews(ctx)));
}

/** Saves a view: `{name, shared?, filter, sort, columns}`. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  return body.ok ? withPerson(async (ctx) => answer(await saveView(ctx, body.value))) : failed(body.error);
}
