import { exportAudit } from '../../../../lib/services/exportAudit.ts';
import { failed, withPerson } from '../../answer.ts';
import { streamText } from '../../streamText.ts';

/** The whole audit log as NDJSON (docs/audit.md). */
export async function GET(): Promise<Response> {
  return withPerson(async (ctx) => {
    const made = await exportAudit(ctx);
    if (!made.ok) return failed(made.error);
    const headers = {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="${made.value.fileName}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    };
    return new Response(streamText(made.value.chunks), { headers });
  });
}
