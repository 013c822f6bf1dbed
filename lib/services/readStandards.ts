import { ok, type Result } from '../model/errors.ts';
import type { StandardsCoverage } from '../model/findings.ts';
import { refOf, standards } from '../model/standards.ts';
import { rules } from '../rules/rules.ts';
import { countFindings } from '../store/readFindings.ts';
import { findAnalysis } from '../store/results.ts';
import { type Context, forbidden } from './context.ts';

/** Severities of findings that are urgent. */
const urgent: readonly string[] = ['1', '2'];

/** By standard and item, what the last analysis found; null where there was none. What no rule can evidence has no rules. */
export async function readStandards(ctx: Context, _input: Record<string, never> = {}): Promise<Result<StandardsCoverage[] | null>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const analysis = await findAnalysis(ctx.database.pool);
  if (!analysis) return ok(null);
  const counts = await countFindings(ctx.database, analysis.id);
  return ok(
    standards.map((standard) => {
      const { key, name, version, url } = standard;
      const items = standard.items.map((item) => {
        const ref = refOf(standard, item);
        const found = counts.filter(({ rule }) => rules[rule]!.standards.includes(ref));
        const sum = (of: typeof found): number => of.reduce((total, { count }) => total + count, 0);
        return {
          ...{ ref, id: item.id, title: item.title, coverage: item.coverage },
          rules: rules.filter((rule) => rule.standards.includes(ref)).map(({ id }) => id),
          findings: sum(found),
          urgent: sum(found.filter(({ severity }) => urgent.includes(severity))),
        };
      });
      return { key, name, version, url, items };
    }),
  );
}
