import { fail, ok, type Result } from '../../../lib/model/errors.ts';

/** The id of a view in an address. */
export const readViewId = (text: string): Result<{ view: number }> =>
  /^\d{1,9}$/.test(text) ? ok({ view: Number(text) }) : fail('NOT_FOUND', 'There is no such view.');
