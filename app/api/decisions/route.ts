import { askDecision } from '../../../lib/services/askDecision.ts';
import { change } from '../answer.ts';

/** Asks for a decision. */
export const POST = (request: Request): Promise<Response> => change(request, askDecision);
