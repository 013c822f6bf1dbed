import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type RenderedReport, renderReport } from '../../../../../lib/services/renderReport.ts';
import { failed, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ report: string }> };

/** One `format` of a report; of the CSV, one `table`; of the PDF, one `paper`. `part`: `sig`, its signature, or `sha256`, the digests of a CSV. `view`: to be looked at, and not to be kept. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { report } = await params;
  const query = new URL(request.url).searchParams;
  const asked = Object.fromEntries(['table', 'paper'].flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : [])));
  return withPerson(async (ctx) => {
    const made = await renderReport(ctx, { report: Number(report), format: query.get('format') as never, ...asked }); // the verb checks them
    if (!made.ok) return failed(made.error);
    const beside = { sig: made.value.sig, sha256: made.value.sums }[query.get('part') ?? ''];
    if (query.has('part') && beside === undefined) return failed({ code: 'NOT_FOUND', message: 'There is no such file beside this one.' });
    return beside === undefined ? fileOf(made.value, query.has('view')) : textOf(`${made.value.fileName}.${query.get('part')}`, beside);
  });
}

const common = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** What is looked at here is a page of ours: it may run nothing and ask for nothing, whatever is in it. */
function fileOf({ file, fileName, mediaType, sizeBytes }: RenderedReport, view: boolean): Response {
  const headers = {
    ...common,
    'Content-Type': mediaType,
    'Content-Length': String(sizeBytes),
    'Content-Disposition': `${view ? 'inline' : 'attachment'}; filename="${fileName}"`,
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, { headers }); // Node's own type of the same stream
}

const textOf = (fileName: string, text: string): Response =>
  new Response(text, { headers: { ...common, 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': `attachment; filename="${fileName}"` } });
