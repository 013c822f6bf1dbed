import type { SystemCoverage } from '../model/coverage.ts';
import { ok, type Result } from '../model/errors.ts';
import { readCoverage as readStoredCoverage } from '../store/readCoverage.ts';
import { type Context, forbidden } from './context.ts';

/** Systems beyond these are few credentials each. */
const most = 200;

/** How much is seen, by system: what the imports say they cover and lack, beside how many credentials of the last analysis lie there; most credentials first. */
export async function readCoverage(ctx: Context): Promise<Result<SystemCoverage[]>> {
  const refused = forbidden(ctx, 'viewer');
  if (refused) return refused;
  const [stated, counted] = await Promise.all([
    readStoredCoverage(ctx.database),
    ctx.engine.ask('facets', { filter: 'usable:true inEstate:true', fields: ['system'], limit: most }),
  ]);
  if (!counted.ok) return counted;
  const systems = new Map<string | null, SystemCoverage>(stated.map((one) => [one.system, one]));
  for (const { value, count } of counted.value[0]?.values ?? []) {
    const system = value === 'none' ? null : value === '"none"' ? 'none' : value;
    const known = systems.get(system) ?? { system, credentials: 0, inventories: [], logs: [], missing: [], sources: [] };
    systems.set(system, { ...known, credentials: count });
  }
  return ok([...systems.values()].sort((a, b) => b.credentials - a.credentials || (a.system ?? '~').localeCompare(b.system ?? '~', 'en')));
}
