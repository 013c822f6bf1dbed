import { makeCorrection } from '../../../lib/services/makeCorrection.ts';
import { change } from '../answer.ts';

/** Says that something in the facts is wrong. */
export const POST = (request: Request): Promise<Response> => change(request, makeCorrection);
