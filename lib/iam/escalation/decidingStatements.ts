import type { PolicyInput } from '../evaluation.ts';
import { matchWildcard } from '../matchWildcard.ts';
import { parsePolicy, type Statement } from '../parsePolicy.ts';
import type { Standing } from './standing.ts';

/** Everything that decides for or against a principal, whatever it asks. */
export function decidingStatements(standing: Pick<Standing, 'policies'>): Statement[] {
  return [...levelsOf(standing).flat(), ...statementsOf(standing.policies.rcps.flatMap(({ policies }) => policies))];
}

/** What has to allow each request, level by level: its own policies, its boundary, the service control policies of each unit. */
export function levelsOf({ policies: { identity, boundary, scps } }: Pick<Standing, 'policies'>): Statement[][] {
  return [identity, ...(boundary ? [[boundary]] : []), ...scps.map(({ policies }) => policies)].map(statementsOf);
}

const statementsOf = (policies: readonly PolicyInput[]): Statement[] => policies.flatMap(({ document }) => [...parsePolicy(document).statements]);

export function isAboutAction({ actions: { not, patterns } }: Statement, action: string): boolean {
  const name = action.toLowerCase();
  return patterns.some((pattern) => matchWildcard(pattern, name)) !== not;
}
