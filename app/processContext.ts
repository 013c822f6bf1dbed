import type { Context } from '../lib/services/context.ts';
import { openContext } from '../lib/services/openContext.ts';

/** Next may load this file once for every route; the pool and the engine's connection are one for the whole process all the same. */
const place: { keyblastContext?: Promise<Context> | undefined } = globalThis as { keyblastContext?: Promise<Context> };

/** The server's own context, without a person: to find out who asks, and for what needs nobody. */
export function processContext(): Promise<Context> {
  place.keyblastContext ??= openContext({ id: 'server', name: 'The server', role: 'viewer' }).catch((error: unknown) => {
    place.keyblastContext = undefined; // the next request tries again
    throw error;
  });
  return place.keyblastContext;
}
