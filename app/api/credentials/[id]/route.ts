import { previewCredential } from '../../../../lib/services/previewCredential.ts';
import { answer, withPerson } from '../../answer.ts';

type Props = { params: Promise<{ id: string }> };

/** One credential at a glance, for beside the table. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  return withPerson(async (ctx) => answer(await previewCredential(ctx, { id: decodeURIComponent(id) }, { signal: request.signal })));
}
