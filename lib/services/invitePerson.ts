import { z } from 'zod';
import type { AuditAction } from '../model/auditActions.ts';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { HandedLink } from '../model/people.ts';
import { roles } from '../model/roles.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { deleteInvitation, findPersonByEmail } from '../store/people.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { Email, makeLink, Name } from './people.ts';
import { readInput } from './readInput.ts';

export const RoleName = z.enum(roles, { error: `expected one of ${roles.join(', ')}` });
export const InvitePerson = z.object({ name: Name, email: Email, role: RoleName });
export type InvitePerson = z.input<typeof InvitePerson>;

/** A link by which somebody becomes a person of this installation, once. It is only in the answer: whoever invites hands it over, the product sends no mail. */
export async function invitePerson(ctx: Context, input: InvitePerson): Promise<Result<HandedLink>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  const read = readInput(InvitePerson, input);
  if (!read.ok) return read;
  const { name, email, role } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const known = await findPersonByEmail(client, email);
      if (known)
        throw new KeyblastError(
          'CONFLICT',
          known.deactivated
            ? `${email} is ${known.name}, who is deactivated; activate the account again instead of inviting anew.`
            : `${email} is ${known.name}, who can sign in already. Change the role in the list, or make a link for a new password.`,
        );
      const link = await makeLink(client, ctx, { purpose: 'invitation', name, email, role, createdBy: ctx.actor.id });
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'person.invite', after: { name, email: email.toLowerCase(), role } });
      return link;
    }),
  );
}

/** The same invitation with a new link; the former one ends. */
export const renewInvitation = (ctx: Context, { id }: { id: number }): Promise<Result<HandedLink>> =>
  changeInvitation(ctx, id, 'person.invite.renew', (client, { name, email, role }) =>
    makeLink(client, ctx, { purpose: 'invitation', name, email, role, createdBy: ctx.actor.id }),
  );

/** Takes an invitation back: its link leads nowhere any more. */
export const withdrawInvitation = (ctx: Context, { id }: { id: number }): Promise<Result<object>> =>
  changeInvitation(ctx, id, 'person.invite.withdraw', async () => ({}));

type Taken = NonNullable<Awaited<ReturnType<typeof deleteInvitation>>>;
type Client = Parameters<typeof appendAudit>[0];

async function changeInvitation<T>(ctx: Context, id: number, action: AuditAction, make: (client: Client, invitation: Taken) => Promise<T>): Promise<Result<T>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const taken = await deleteInvitation(client, id, ctx.now());
      if (!taken) throw new KeyblastError('NOT_FOUND', 'This invitation was used or withdrawn meanwhile. Load the page again.');
      const { name, email, role } = taken;
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action, after: { name, email, role } });
      return make(client, taken);
    }),
  );
}
