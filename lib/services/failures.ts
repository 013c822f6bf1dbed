import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';

/** An expected failure that came through a stream or a transaction, as the value that verbs answer; anything else is thrown on. */
export async function asResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof KeyblastError) return fail(error.code, error.message);
    throw error;
  }
}
