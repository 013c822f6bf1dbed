import { type AnswerRecertification, answerRecertification } from '../../../../../lib/services/answerRecertification.ts';
import { closeRecertification } from '../../../../../lib/services/closeRecertification.ts';
import { reopenRecertification } from '../../../../../lib/services/reopenRecertification.ts';
import { change, failed } from '../../../answer.ts';

type Props = { params: Promise<{ recertification: string; act: string }> };

/** Answers items of a round, closes it, or goes on with it. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { recertification: id, act } = await params;
  const recertification = Number(id);
  if (!/^\d{1,9}$/.test(id)) return failed({ code: 'NOT_FOUND', message: 'There is no such recertification.' });
  if (act === 'answer') return change(request, (ctx, body: AnswerRecertification) => answerRecertification(ctx, { ...body, recertification }));
  if (act === 'close') return change(request, (ctx) => closeRecertification(ctx, { recertification }));
  if (act === 'reopen') return change(request, (ctx) => reopenRecertification(ctx, { recertification }));
  return failed({ code: 'NOT_FOUND', message: 'There is no such act on a recertification.' });
}
