import { csvLine } from '../../../../../lib/model/csvLine.ts';
import { findImportedFile, listRejections } from '../../../../../lib/services/listImports.ts';
import { failed, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ file: string }> };
const page = 5000;

/** The rejected records of a file as CSV: line, field, reason; never their text. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { file } = await params;
  if (!/^\d{1,9}$/.test(file)) return failed({ code: 'NOT_FOUND', message: 'There is no such file.' });
  return withPerson(async (ctx) => {
    const found = await findImportedFile(ctx, { file: Number(file) });
    if (!found.ok) return failed(found.error);
    const first = await listRejections(ctx, { file: Number(file), limit: page });
    if (!first.ok) return failed(first.error);
    const lines = new ReadableStream<Uint8Array>({
      async start(controller) {
        const send = (rows: readonly string[][]) => controller.enqueue(new TextEncoder().encode(rows.map(csvLine).join('')));
        send([['line', 'field', 'reason']]);
        for (let rows = first.value, offset = 0; rows.length > 0; ) {
          send(rows.map(({ line, field, reason }) => [String(line), field ?? '', reason]));
          offset += rows.length;
          const next = rows.length < page ? undefined : await listRejections(ctx, { file: Number(file), limit: page, offset });
          rows = next?.ok ? next.value : [];
        }
        controller.close();
      },
    });
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="rejected-${file}.csv"`,
      'Cache-Control': 'no-store',
    };
    return new Response(lines, { headers });
  });
}
