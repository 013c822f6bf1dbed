import { renewWebhookSecret } from '../../../../../lib/services/saveWebhook.ts';
import { testWebhook } from '../../../../../lib/services/testWebhook.ts';
import { answer, failed, refuseForeign, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ webhook: string; act: string }> };

/** Sends a test, or makes a new secret, which is in the answer and shown only there. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { webhook: id, act } = await params;
  return withPerson(async (ctx) => {
    if (act === 'test') return answer(await testWebhook(ctx, { id }));
    if (act === 'secret') return answer(await renewWebhookSecret(ctx, { id }));
    return failed({ code: 'NOT_FOUND', message: 'There is no such act on a webhook.' });
  });
}
