import { verifyReport } from '../../../../lib/services/verifyReport.ts';
import { change } from '../../answer.ts';

/** Whether a file is as it was made: `{digest, signature?}`, SHA-256 of the file and what stands in FILE.sig. */
export const POST = (request: Request): Promise<Response> => change(request, verifyReport);
