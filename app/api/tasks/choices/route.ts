import { listTaskChoices } from '../../../../lib/services/listTaskChoices.ts';
import { answer, withPerson } from '../../answer.ts';

/** Whom a task can be given to, and the campaigns that go on. */
export const GET = (): Promise<Response> => withPerson(async (ctx) => answer(await listTaskChoices(ctx)));
