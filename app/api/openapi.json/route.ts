import { describeApi } from '../../../lib/services/describeApi.ts';
import { answer, withPerson } from '../answer.ts';

/** Every route under /api: what it takes, what it answers, and who may. */
export const GET = (): Promise<Response> => withPerson(async () => answer({ ok: true, value: describeApi() }));
