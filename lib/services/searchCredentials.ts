import { ok, type Result } from '../model/errors.ts';
import { printFilter } from '../model/filter.ts';
import type { Context } from './context.ts';
import { listCredentials } from './listCredentials.ts';

export type Hit = { id: string; key: string; description: string };
const shown = 8;

/** Credentials that hold every one of the words in key, name, alias or owner; the largest blast radius first. */
export async function searchCredentials(ctx: Context, { words }: { words: string }): Promise<Result<Hit[]>> {
  const terms = words
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((text) => ({ kind: 'text', negated: false, text }) as const);
  if (terms.length === 0) return ok([]);
  const page = await listCredentials(ctx, { filter: printFilter({ terms }), sort: '-leak.actionDays', limit: shown });
  if (!page.ok) return page;
  return ok(
    page.value.rows.map((row) => ({
      id: row.id,
      key: row.credential,
      description: [row.leak.band, row.type, row.owner, row.system].filter(Boolean).join(' · '),
    })),
  );
}
