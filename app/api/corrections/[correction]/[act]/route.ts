import { restoreCorrection, withdrawCorrection } from '../../../../../lib/services/withdrawCorrection.ts';
import { change, failed } from '../../../answer.ts';

type Props = { params: Promise<{ correction: string; act: string }> };

/** Withdraws a correction, or takes the withdrawal back. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { correction: id, act } = await params;
  const correction = Number(id);
  if (!/^\d{1,9}$/.test(id)) return failed({ code: 'NOT_FOUND', message: 'There is no such correction.' });
  if (act === 'withdraw') return change(request, (ctx, body: object) => withdrawCorrection(ctx, { ...body, correction }));
  if (act === 'restore') return change(request, (ctx) => restoreCorrection(ctx, { correction }));
  return failed({ code: 'NOT_FOUND', message: 'There is no such act on a correction.' });
}
