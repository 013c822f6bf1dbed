import { escalationRule } from '../iam/escalation/rules.ts';
import type { Path } from '../model/figures.ts';
import type { Technique, Techniques } from '../model/technique.ts';

/** What the catalogue says of the techniques that these paths name. */
export function techniquesOf(paths: readonly Path[]): Techniques {
  const ids = new Set(paths.flatMap(({ steps }) => steps.flatMap(({ technique }) => (technique === undefined ? [] : [technique]))));
  return Object.fromEntries([...ids].flatMap((id) => known(id)));
}

function known(id: string): [string, Technique][] {
  const rule = escalationRule(id);
  return rule ? [[id, { id, explanation: rule.explanation, fix: rule.fix }]] : [];
}
