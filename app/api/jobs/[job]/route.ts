import { readJob } from '../../../../lib/services/readJob.ts';
import { answer, withPerson } from '../../answer.ts';

type Props = { params: Promise<{ job: string }> };

/** How far a job is, and how it ended. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  return withPerson(async (ctx) => answer(await readJob(ctx, (await params).job)));
}
