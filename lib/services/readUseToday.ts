import type { z } from 'zod';
import { type BlastBudget, budgetOf } from '../model/decisions.ts';
import type { Result } from '../model/errors.ts';
import { readUseOf } from '../store/readUseOf.ts';
import { findAnalysis } from '../store/results.ts';
import { type Context, forbidden } from './context.ts';
import { DecisionAbout, subjectOf } from './decisionInput.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';

export const ReadUseToday = DecisionAbout;
/** Band certain, classes up to, of a takeover; crown jewels are not counted before there is a decision. null where nothing was analysed. */
export type UseToday = (Pick<BlastBudget, 'band' | 'classes'> & { credentials: number; analysis: number }) | null;

/** What the credentials of an agent or of a system do in the last analysis, for whoever sets a budget. */
export async function readUseToday(ctx: Context, input: z.input<typeof ReadUseToday>): Promise<Result<UseToday>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ReadUseToday, input);
  if (!read.ok) return read;
  return asResult(async () => {
    const { pool } = ctx.database;
    const [subject, analysis] = [await subjectOf(pool, read.value), await findAnalysis(pool)];
    if (!analysis) return null;
    const { credentials, ...used } = await readUseOf(pool, analysis.id, subject);
    const { band, classes } = budgetOf({ ...used, jewels: 0 });
    return { credentials, band, classes, analysis: analysis.id };
  });
}
