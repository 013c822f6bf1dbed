import { databaseAnswers } from '../store/people.ts';
import type { Context } from './context.ts';

export type Health = { status: 'ok' } | { status: 'unavailable'; reason: string };

/** Whether requests can be served. For anyone, so it tells nothing else. */
export async function readHealth(ctx: Pick<Context, 'database'>): Promise<Health> {
  return (await databaseAnswers(ctx.database)) ? { status: 'ok' } : { status: 'unavailable', reason: 'the database does not answer' };
}
