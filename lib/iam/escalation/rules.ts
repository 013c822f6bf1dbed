import type { Rule } from './rule.ts';
import { identityRules } from './rules/identityRules.ts';
import { organizationRules } from './rules/organizationRules.ts';
import { passRules } from './rules/passRules.ts';
import { runRules } from './rules/runRules.ts';
import { storeRules } from './rules/storeRules.ts';

/** The catalogue of techniques: everything that a step or an edge can name. */
export const escalationRules: readonly Rule[] = [
  ...Object.values(identityRules),
  ...passRules,
  ...runRules,
  ...storeRules,
  ...Object.values(organizationRules),
];

const byId = new Map(escalationRules.map((rule) => [rule.id, rule]));
export const escalationRule = (id: string): Rule | undefined => byId.get(id);
