import { resendDelivery } from '../../../../../lib/services/resendDelivery.ts';
import { answer, failed, refuseForeign, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ delivery: string }> };

/** Sends a delivery that failed again. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { delivery } = await params;
  if (!/^\d{1,9}$/.test(delivery)) return failed({ code: 'NOT_FOUND', message: 'There is no such delivery.' });
  return withPerson(async (ctx) => answer(await resendDelivery(ctx, { id: Number(delivery) })));
}
