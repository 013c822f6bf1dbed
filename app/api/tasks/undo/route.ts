import { undoTasks } from '../../../../lib/services/undoTasks.ts';
import { change } from '../../answer.ts';

/** Takes back one's own act of the last day. */
export const POST = (request: Request): Promise<Response> => change(request, undoTasks);
