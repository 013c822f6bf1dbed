import { type Health, readHealth } from '../../../lib/services/readHealth.ts';
import { processContext } from '../../processContext.ts';

export const dynamic = 'force-dynamic';

/** Open to anyone: 200 once requests can be served, 503 with a reason while they cannot. */
export async function GET(): Promise<Response> {
  const health = await processContext().then(readHealth, (): Health => ({ status: 'unavailable', reason: 'the database cannot be reached' }));
  return Response.json(health, { status: health.status === 'ok' ? 200 : 503, headers: { 'Cache-Control': 'no-store' } });
}
