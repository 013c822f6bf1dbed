import { assignTasks } from '../../../../lib/services/assignTasks.ts';
import { change } from '../../answer.ts';

/** Gives tasks to an owner, or takes them from theirs. */
export const POST = (request: Request): Promise<Response> => change(request, assignTasks);
