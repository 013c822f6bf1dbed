import { settleDecision } from '../../../../../lib/services/settleDecision.ts';
import { withdrawDecision } from '../../../../../lib/services/withdrawDecision.ts';
import { change, failed } from '../../../answer.ts';

type Props = { params: Promise<{ decision: string; act: string }> };
const verdicts = { approve: 'approved', refuse: 'refused' } as const;

/** Approves or refuses a decision that was asked for, or ends it before its time. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { decision: id, act } = await params;
  const decision = Number(id);
  if (!/^\d{1,9}$/.test(id)) return failed({ code: 'NOT_FOUND', message: 'There is no such decision.' });
  if (act === 'withdraw') return change(request, (ctx, body: object) => withdrawDecision(ctx, { ...body, decision }));
  if (act !== 'approve' && act !== 'refuse') return failed({ code: 'NOT_FOUND', message: 'There is no such act on a decision.' });
  return change(request, (ctx, body: object) => settleDecision(ctx, { ...body, decision, verdict: verdicts[act] }));
}
