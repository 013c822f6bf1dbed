import { readUseToday } from '../../../../lib/services/readUseToday.ts';
import { change } from '../../answer.ts';

/** What the credentials of an agent or a system do today. A POST, since keys may be long. */
export const POST = (request: Request): Promise<Response> => change(request, readUseToday);
