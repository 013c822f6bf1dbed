import { z } from 'zod';
import type { CredentialAnswer } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import { ends, scenarios } from '../model/figures.ts';
import { maxHorizonDays } from '../model/weights.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ShowCredential = z.object({
  /** Its canonical key, any alias, or the id of its row. */
  credential: z.string().min(1, 'name a credential by its key or an alias'),
  /** Without one: takeover for the credential of an agent, else leak. */
  scenario: z.enum(scenarios, { error: `expected one of ${scenarios.join(', ')}` }).optional(),
  end: z.enum(ends, { error: `expected one of ${ends.join(', ')}` }).default('upTo'),
  /** Only what is still reachable after so many days. */
  day: z.number().min(0, 'expected 0 or more').max(maxHorizonDays, `expected at most ${maxHorizonDays}`).optional(),
  permissionsLimit: z.int().min(0).max(5000, 'at most 5,000 permissions at once').default(50),
  permissionsOffset: z.int().min(0).default(0),
  /** Only permissions whose class, resource or raw actions contain this text. */
  search: z.string().optional(),
});
export type ShowCredential = z.input<typeof ShowCredential>;

/** One credential of the last analysis: figures, rings, what it reaches, what it can do there, and how. NOT_FOUND names near matches. */
export async function showCredential(ctx: Context, input: ShowCredential, options: { signal?: AbortSignal } = {}): Promise<Result<CredentialAnswer>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ShowCredential, input);
  if (!read.ok) return read;
  const { scenario, day, search, ...rest } = read.value;
  return ctx.engine.ask(
    'credential',
    { ...rest, ...(scenario !== undefined && { scenario }), ...(day !== undefined && { day }), ...(search !== undefined && { search }) },
    options,
  );
}
