import { askExceptions } from '../../../../lib/services/askExceptions.ts';
import { change } from '../../answer.ts';

/** Asks that tasks be left undone until a day. */
export const POST = (request: Request): Promise<Response> => change(request, askExceptions);
