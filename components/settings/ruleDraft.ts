import type { NodeKind } from '../../lib/model/facts.ts';
import type { PatternRule, RuleField } from '../../lib/model/patternRules.ts';

/** A rule while it is edited: `slot` tells it from the others whatever becomes of its place and its words. */
export type DraftRule = PatternRule & { slot: number };

let slots = 0;
export const asDraft = (rules: readonly PatternRule[]): DraftRule[] => rules.map((rule) => ({ ...rule, slot: ++slots }));
export const emptyRule = (): DraftRule => ({ slot: ++slots, pattern: '', field: 'sensitivity', value: '5' });

/** What is sent: without what only the editor needs. */
export const asRules = (draft: readonly DraftRule[]): PatternRule[] =>
  draft.map(({ slot: _, ...rule }) => ({ ...rule, pattern: rule.pattern.trim(), value: rule.value.trim() }));

const said = ({ id, pattern, kind, field, value }: PatternRule): string => JSON.stringify([id ?? null, pattern, kind ?? null, field, value]);
export const sameRules = (a: readonly PatternRule[], b: readonly PatternRule[]): boolean =>
  a.length === b.length && a.every((rule, i) => said(rule) === said(b[i]!));

/** True once every rule has what it needs to be tried. */
export const isComplete = (rules: readonly PatternRule[]): boolean => rules.every(({ pattern, value }) => pattern.replaceAll('*', '') !== '' && value !== '');

/** With one rule one place up or down; the same list where there is no such place. */
export function moved(draft: readonly DraftRule[], from: number, by: -1 | 1): DraftRule[] {
  const next = [...draft];
  const to = from + by;
  const [rule] = next.splice(from, 1);
  if (!rule || to < 0 || to >= draft.length) return [...draft];
  next.splice(to, 0, rule);
  return next;
}

export const fieldLabels: Record<RuleField, string> = { sensitivity: 'sensitivity', environment: 'environment', owner: 'owner', system: 'system' };
export const kindLabels: Record<NodeKind | '', string> = {
  '': 'anything',
  credential: 'credentials',
  identity: 'identities',
  workload: 'workloads',
  resource: 'resources',
};
