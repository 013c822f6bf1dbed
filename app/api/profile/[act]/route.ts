import type { Result } from '../../../../lib/model/errors.ts';
import { changeName, changePassword, endOtherSessions } from '../../../../lib/services/profile.ts';
import type { PersonContext } from '../../../requireContext.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../../answer.ts';

type Props = { params: Promise<{ act: string }> };
/** The verbs check the shape of what they are given. */
const acts: Record<string, (ctx: PersonContext, input: unknown) => Promise<Result<object>>> = {
  name: (ctx, input) => changeName(ctx, input as Parameters<typeof changeName>[1]),
  password: (ctx, input) => changePassword(ctx, input as Parameters<typeof changePassword>[1]),
  'end-sessions': (ctx) => endOtherSessions(ctx),
};

/** What everybody may do with their own account. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { act } = await params;
  const verb = Object.hasOwn(acts, act) ? acts[act] : undefined;
  if (!verb) return failed({ code: 'NOT_FOUND', message: 'There is no such act on an account.' });
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await verb(ctx, body.value)));
}
