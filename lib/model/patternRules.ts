import type { NodeKind } from './facts.ts';

/** What a rule may set. Between two rules of one field the first that matches decides. */
export const ruleFields = ['sensitivity', 'environment', 'owner', 'system'] as const;
export type RuleField = (typeof ruleFields)[number];

/** What an administrator says of everything that has a name like this. */
export type PatternRule = {
  /** Absent on a rule that is not saved yet; stays with the rule while it is moved and edited. */
  id?: number;
  /** Compared with canonical keys and aliases, whole and as they are written; `*` stands for anything. */
  pattern: string;
  /** Only nodes of this kind. */
  kind?: NodeKind;
  field: RuleField;
  /** For `sensitivity` one of 1 to 5. */
  value: string;
};

/** The rules as they stand, in the order in which they decide, and which list that is: whoever saves names the one they saw. */
export type RuleList = { version: number; rules: PatternRule[] };

/** The source of the facts that follow from the rules, and its rank: above every importer's (docs/facts.md). */
export const settingsSource = 'settings';
export const settingsRank = 500;

/** The pattern for SQL's LIKE: `*` is its `%`, everything else stands for itself. */
export const likePattern = (pattern: string): string => pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');

/** Something that a rule decides: what is said of it now, and what would be. `alias`: the name that is like the pattern, where the key is not. */
export type RuleExample = { key: string; alias?: string; now?: string; would: string };
/** What one rule of a draft would do. `matches`: nodes whose name and kind fit; `decides`: those that no rule before it decided; `changes`: those that have another value now. */
export type RuleEffect = { matches: number; decides: number; changes: number; examples: RuleExample[] };
/** What a draft would do: a line a rule, in its order; `changed` nodes differ in some field; `released` of them lose what a rule says now and have what their sources say again. */
export type RulePreview = { rules: RuleEffect[]; changed: number; released: number };

/** Which rule says what a field of a node is, by field. */
export type RuledFields = Partial<Record<RuleField, { rule: number; pattern: string }>>;

/** One change of the rules, from the audit log. */
export type RuleChange = { at: string; actor: string; before: PatternRule[]; after: PatternRule[] };
