import { showReportSchema } from '../../../../lib/services/reportLibrary.ts';
import { answer, withPerson } from '../../answer.ts';

/** JSON Schema of a report's JSON. */
export const GET = (): Promise<Response> => withPerson(async (ctx) => answer(await showReportSchema(ctx)));
