import { ok, type Result } from '../model/errors.ts';
import type { RuledFields } from '../model/patternRules.ts';
import { readRuledFields } from '../store/readRuledFields.ts';
import { type Context, forbidden } from './context.ts';

/** Which fields of a node the rules of the settings say, and which rule. */
export async function showRuledFields(ctx: Context, { key }: { key: string }): Promise<Result<RuledFields>> {
  return forbidden(ctx, 'viewer') ?? ok(await readRuledFields(ctx.database, key));
}
