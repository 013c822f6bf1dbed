import { fieldsOfColumns, readColumns } from '../../../../lib/model/credentialColumns.ts';
import { exportCredentials } from '../../../../lib/services/exportCredentials.ts';
import { failed, withPerson } from '../../answer.ts';
import { streamText } from '../../streamText.ts';
import { readWhich } from '../readWhich.ts';

/** The credentials that `filter` (or `ids`) names as CSV, in the order of `sort`: the fields of `columns`, apart by commas, or all of them where there is none. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const columns = query.get('columns');
  const fields = columns === null ? {} : { fields: fieldsOfColumns(readColumns(columns.split(','))) };
  return withPerson(async (ctx) => {
    const made = await exportCredentials(ctx, { ...readWhich(query), ...fields }, { signal: request.signal });
    if (!made.ok) return failed(made.error);
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${made.value.fileName}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    };
    return new Response(streamText(made.value.chunks), { headers });
  });
}
