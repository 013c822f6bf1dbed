import { decideException } from '../../../../../lib/services/decideException.ts';
import { withdrawException } from '../../../../../lib/services/withdrawException.ts';
import { change, failed } from '../../../answer.ts';

type Props = { params: Promise<{ exception: string; act: string }> };
const decisions = { approve: 'approved', refuse: 'refused' } as const;

/** Approves or refuses an exception, or ends it before its time. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { exception: id, act } = await params;
  const exception = Number(id);
  if (!/^\d{1,9}$/.test(id)) return failed({ code: 'NOT_FOUND', message: 'There is no such exception.' });
  if (act === 'withdraw') return change(request, (ctx, body: object) => withdrawException(ctx, { ...body, exception }));
  if (act !== 'approve' && act !== 'refuse') return failed({ code: 'NOT_FOUND', message: 'There is no such act on an exception.' });
  return change(request, (ctx, body: object) => decideException(ctx, { ...body, exception, decision: decisions[act] }));
}
