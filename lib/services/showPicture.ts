import { z } from 'zod';
import type { Result } from '../model/errors.ts';
import { ends, scenarios } from '../model/figures.ts';
import type { BlastPicture } from '../model/picture.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ShowPicture = z.object({ credential: z.string().min(1), scenario: z.enum(scenarios).optional(), end: z.enum(ends).default('upTo') });
export type ShowPicture = z.input<typeof ShowPicture>;

/** The blast picture of one credential, grouped so that it fits a screen whatever is reached. */
export async function showPicture(ctx: Context, input: ShowPicture, options: { signal?: AbortSignal } = {}): Promise<Result<BlastPicture>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ShowPicture, input);
  if (!read.ok) return read;
  const { scenario, ...rest } = read.value;
  return ctx.engine.ask('picture', { ...rest, ...(scenario !== undefined && { scenario }) }, options);
}
