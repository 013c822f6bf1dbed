import { changeSla } from '../../../lib/services/sla.ts';
import { change } from '../answer.ts';

/** Sets the SLAs for tasks to come. */
export const PUT = (request: Request): Promise<Response> => change(request, changeSla);
