import type { Result } from '../../../../../lib/model/errors.ts';
import { type ChangeRole, changeRole, deactivatePerson, endSessions, offerNewPassword, reactivatePerson } from '../../../../../lib/services/changePerson.ts';
import type { Context } from '../../../../../lib/services/context.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ person: string; act: string }> };
const acts: Record<string, (ctx: Context, id: string, input: unknown) => Promise<Result<object>>> = {
  role: (ctx, id, input) => changeRole(ctx, id, input as ChangeRole), // the verb checks the shape
  deactivate: deactivatePerson,
  reactivate: reactivatePerson,
  'end-sessions': endSessions,
  'new-password': offerNewPassword,
};

/** One change of one person by an administrator. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { person, act } = await params;
  const verb = Object.hasOwn(acts, act) ? acts[act] : undefined;
  if (!verb) return failed({ code: 'NOT_FOUND', message: 'There is no such act on a person.' });
  const body = act === 'role' ? await readBody(request) : ({ ok: true, value: {} } as const);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await verb(ctx, person, body.value)));
}
