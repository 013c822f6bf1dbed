import { type InvitePerson, invitePerson } from '../../../../lib/services/invitePerson.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../../answer.ts';

/** Invites somebody; the answer holds the link to hand over, the only time that it is shown. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await invitePerson(ctx, body.value as InvitePerson))); // the verb checks the shape
}
