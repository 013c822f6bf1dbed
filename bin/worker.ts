import { closeJobQueue } from '../lib/services/startJob.ts';
import { keepTidy } from '../lib/services/tidyUp.ts';
import { workJobs } from '../lib/services/workJobs.ts';
import { commandContext } from './commandContext.ts';
import { say } from './print.ts';
import { untilStopped } from './untilStopped.ts';

/** Works on jobs, and ends what has been kept long enough, until told to stop. A job that is under way is given up, and taken up again by the next worker. */
export async function worker(): Promise<void> {
  const stopped = untilStopped();
  const ctx = await commandContext();
  const jobs = await workJobs(ctx, (error) => say(`worker: ${error.message}`));
  const tidy = keepTidy(ctx, (message) => say(`worker: ${message}`));
  await stopped;
  await tidy.stop();
  await jobs.close();
  await closeJobQueue(ctx); // an import asks for an analysis: left open, that way to the queue keeps this process alive
  await ctx.close();
}
