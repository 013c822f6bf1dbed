import { type ErrorCode, type Failure, fail, httpStatus, type Result } from '../../lib/model/errors.ts';
import { isOwnOrigin } from '../../lib/services/auth.ts';
import { findContext, type PersonContext } from '../requireContext.ts';

/** A failure as JSON with its HTTP status. */
export const failed = (error: Failure): Response => Response.json({ error }, { status: httpStatus[error.code], headers: { 'Cache-Control': 'no-store' } });

/** A verb's answer as JSON. */
export const answer = <T>(result: Result<T>): Response =>
  result.ok ? Response.json(result.value, { headers: { 'Cache-Control': 'no-store' } }) : failed(result.error);

/** Runs `work` for the person who asks, or answers 401. */
export async function withPerson(work: (ctx: PersonContext) => Promise<Response>): Promise<Response> {
  const context = await findContext();
  return context ? work(context) : failed({ code: 'UNAUTHENTICATED', message: 'Sign in first.' });
}

/** Answers what a page elsewhere sends in a person's name; undefined where the request is our own page's. */
export function refuseForeign(request: Request): Response | undefined {
  return isOwnOrigin(request.headers) ? undefined : failed({ code: 'FORBIDDEN', message: 'This request does not come from this installation’s own pages.' });
}

/** The body as JSON; INVALID where it is none. Its shape is the verb's to check. */
export async function readBody(request: Request): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await request.json() };
  } catch {
    return fail('INVALID' satisfies ErrorCode, 'The body is not JSON.');
  }
}

/** What our own pages send to be changed: the person's verb with the body, as JSON. The verb checks the shape. */
export async function change(request: Request, verb: (ctx: PersonContext, body: never) => Promise<Result<unknown>>): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await verb(ctx, body.value as never)));
}
