import { matchWildcard } from '../matchWildcard.ts';
import { parsePolicy, type Statement } from '../parsePolicy.ts';
import type { Standing } from './standing.ts';

/** Everything that decides for or against a principal, whatever it asks. */
export function decidingStatements({ policies: { identity, boundary, scps, rcps } }: Pick<Standing, 'policies'>): Statement[] {
  const levels = [...scps, ...rcps].flatMap(({ policies }) => policies);
  return [...identity, ...(boundary ? [boundary] : []), ...levels].flatMap(({ document }) => [...parsePolicy(document).statements]);
}

export function isAboutAction({ actions: { not, patterns } }: Statement, action: string): boolean {
  const name = action.toLowerCase();
  return patterns.some((pattern) => matchWildcard(pattern, name)) !== not;
}
