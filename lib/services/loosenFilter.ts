import { ok, type Result } from '../model/errors.ts';
import { parseFilter, printFilter } from '../model/filter.ts';
import type { Context } from './context.ts';
import { listCredentials } from './listCredentials.ts';

/** A term taken away: the filter without it, and how many credentials match that. */
export type Looser = { without: string; filter: string; matching: number };
/** So many terms are tried; whoever has more of them takes several away anyway. */
const tried = 8;

/** What each term of a filter keeps out, for one that nothing matches: the filter without it, those that leave most first. */
export async function loosenFilter(ctx: Context, { filter }: { filter: string }): Promise<Result<Looser[]>> {
  const read = parseFilter(filter);
  if (!read.ok) return read;
  const found: Looser[] = [];
  for (const [at, term] of read.value.terms.slice(0, tried).entries()) {
    const rest = printFilter({ terms: read.value.terms.toSpliced(at, 1) });
    const page = await listCredentials(ctx, { filter: rest, limit: 0 });
    if (!page.ok) return page;
    found.push({ without: printFilter({ terms: [term] }), filter: rest, matching: page.value.matching });
  }
  return ok(found.toSorted((a, b) => b.matching - a.matching));
}
