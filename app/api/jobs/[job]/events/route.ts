import { readJob } from '../../../../../lib/services/readJob.ts';
import { failed, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ job: string }> };
const everyMs = 400;
/** Proxies close what is silent. */
const aliveMs = 15_000;

/**
 * Server-sent events: the job each time that it changes, until it is over. The id of an event is a digest of what it says, so that a client that comes back with
 * Last-Event-ID is not told the same again.
 */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { job: id } = await params;
  return withPerson(async (ctx) => {
    const first = await readJob(ctx, id);
    if (!first.ok) return failed(first.error);
    let said = request.headers.get('last-event-id') ?? '';
    const { signal } = request;
    const events = new ReadableStream<Uint8Array>({
      async start(controller) {
        const send = (text: string) => !signal.aborted && controller.enqueue(new TextEncoder().encode(text));
        for (let quiet = 0; !signal.aborted; quiet += everyMs) {
          const job = await readJob(ctx, id);
          if (!job.ok) break;
          const event = eventId(job.value);
          if (event !== said) {
            send(`id: ${event}\ndata: ${JSON.stringify(job.value)}\n\n`);
            said = event;
            quiet = 0;
          } else if (quiet >= aliveMs) {
            send(': still here\n\n');
            quiet = 0;
          }
          if (job.value.finishedAt) break;
          await new Promise((resolve) => setTimeout(resolve, everyMs));
        }
        if (!signal.aborted) controller.close();
      },
    });
    return new Response(events, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' } });
  });
}

const eventId = ({ state, progress }: { state: string; progress: { phase: string; done: number } | null }): string =>
  `${state}-${progress?.phase ?? ''}-${progress?.done ?? 0}`.replaceAll(/\s/g, '_');
