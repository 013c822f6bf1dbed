import { startRecertification } from '../../../lib/services/startRecertification.ts';
import { change } from '../answer.ts';

/** Begins a recertification. */
export const POST = (request: Request): Promise<Response> => change(request, startRecertification);
