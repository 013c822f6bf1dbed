import { renewInvitation, withdrawInvitation } from '../../../../../lib/services/invitePerson.ts';
import { answer, failed, refuseForeign, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ invitation: string }> };

/** A new link for the same invitation. */
export const POST = (request: Request, props: Props): Promise<Response> => change(request, props, renewInvitation);
/** Takes the invitation back. */
export const DELETE = (request: Request, props: Props): Promise<Response> => change(request, props, withdrawInvitation);

async function change(request: Request, { params }: Props, verb: typeof renewInvitation | typeof withdrawInvitation): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { invitation } = await params;
  if (!/^\d{1,9}$/.test(invitation)) return failed({ code: 'NOT_FOUND', message: 'There is no such invitation.' });
  return withPerson(async (ctx) => answer(await verb(ctx, { id: Number(invitation) })));
}
