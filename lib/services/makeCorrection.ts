import { z } from 'zod';
import { type Correction, correctionKinds } from '../model/corrections.ts';
import { fail, type Result } from '../model/errors.ts';
import { actionClasses, edgeTypes } from '../model/facts.ts';
import { insertCorrection } from '../store/changeCorrections.ts';
import { wrongExpiry } from './askExceptions.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { shownCorrection } from './shownCorrection.ts';
import { Day, FreeText } from './taskInput.ts';

const Key = z.string().min(1, 'expected a key or an alias').max(4096);
export const MakeCorrection = z
  .object({
    kind: z.enum(correctionKinds, { error: `expected one of ${correctionKinds.join(', ')}` }),
    /** Of an edge its tail; the credential; the one of two names. */
    key: Key,
    to: Key.optional(),
    edge: z.enum([...edgeTypes, 'grant'], { error: `expected one of ${edgeTypes.join(', ')}, grant` }).optional(),
    /** Of a grant. */
    class: z.enum(actionClasses, { error: `expected one of ${actionClasses.join(', ')}` }).optional(),
    reason: FreeText(4000),
    expires: Day,
  })
  .refine(({ kind, to }) => (to === undefined) === (kind === 'no secret'), { error: 'an edge and two names have two ends; a secret has one', path: ['to'] })
  .refine(({ kind, edge }) => (edge === undefined) === (kind !== 'wrong edge'), { error: 'say which edge is wrong, and only of an edge', path: ['edge'] })
  .refine(({ edge, class: of }) => (of === undefined) === (edge !== 'grant'), { error: 'a grant has a class, and nothing else has', path: ['class'] });
export type MakeCorrection = z.input<typeof MakeCorrection>;

/**
 * Says that something in the facts is wrong, until a day at most a year on. The fact stays; figures, findings and paths are computed without it from the next analysis on, and tasks are not
 * (docs/corrections.md). NOT_FOUND where nothing has such a name, CONFLICT where no fact says so or a correction of it is in force.
 */
export async function makeCorrection(ctx: Context, input: unknown): Promise<Result<Correction>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(MakeCorrection, input);
  if (!read.ok) return read;
  const { kind, key, to, edge, class: of, reason, expires } = read.value;
  const wrong = wrongExpiry(expires, ctx.now());
  if (wrong) return fail('INVALID', wrong);
  const made = { kind, key, ...(to !== undefined && { to }), ...(edge && { edge }), ...(of && { class: of }), reason, expiresAt: expires };
  return asResult(async () => shownCorrection(await insertCorrection(ctx.database, made, { actor: ctx.actor.id, now: ctx.now() })));
}
