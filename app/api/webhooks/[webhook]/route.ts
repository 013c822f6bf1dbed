import { type ChangeWebhook, changeWebhook, deleteWebhook } from '../../../../lib/services/saveWebhook.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../../answer.ts';

type Props = { params: Promise<{ webhook: string }> };

/** Changes a webhook; what is left out stays. */
export async function PUT(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const [{ webhook: id }, body] = [await params, await readBody(request)];
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await changeWebhook(ctx, { id }, body.value as ChangeWebhook))); // the verb checks the shape
}

export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { webhook: id } = await params;
  return withPerson(async (ctx) => answer(await deleteWebhook(ctx, { id })));
}
