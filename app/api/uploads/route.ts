import { createUpload } from '../../../lib/services/uploads.ts';
import { answer, refuseForeign, withPerson } from '../answer.ts';

/** A place for files that are to be imported. */
export async function POST(request: Request): Promise<Response> {
  return refuseForeign(request) ?? withPerson(async (ctx) => answer(await createUpload(ctx)));
}
