import { analyzeEstate } from '../../../lib/services/analyzeEstate.ts';
import { refuseForeign, withPerson } from '../answer.ts';

/** Analyses now. Answers JSON lines: `{"progress": …}` while it runs, then `{"value": …}` or `{"error": …}`. Leaving the page cancels it. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  return withPerson(async (ctx) => {
    const cancel = new AbortController();
    const lines = new ReadableStream<Uint8Array>({
      async start(controller) {
        const send = (line: object) => {
          if (!cancel.signal.aborted) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
        };
        const result = await analyzeEstate(ctx, {}, { signal: cancel.signal, onProgress: (progress) => send({ progress }) });
        send(result.ok ? { value: { id: result.value.id } } : { error: result.error });
        if (!cancel.signal.aborted) controller.close();
      },
      cancel: () => cancel.abort(),
    });
    return new Response(lines, { headers: { 'Content-Type': 'application/jsonl; charset=utf-8', 'Cache-Control': 'no-store' } });
  });
}
