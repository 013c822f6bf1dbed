import { createTasks } from '../../../lib/services/createTasks.ts';
import { change } from '../answer.ts';

/** Makes tasks on a filter, on chosen rows, or on subjects by their keys. */
export const POST = (request: Request): Promise<Response> => change(request, createTasks);
