import type { CompiledResource } from '../../iam/compileResource.ts';
import type { ActionClass } from '../../model/facts.ts';

/** What is allowed of one class: ids of actions, ascending. `possible` are those that hang on what nobody knows. */
export type Share = {
  certain: number[];
  possible: number[];
  /** What was not imported, for which nothing is certain. */
  missing?: string;
  /** On what one of them was asked, to find the statements by. */
  on: CompiledResource;
};
/** By class; a class of which nothing is allowed is not there. */
export type Answer = ReadonlyMap<ActionClass, Share>;

/** Each action once; what is certain in one place is not possible in another. */
export function finished(shares: ReadonlyMap<ActionClass, Share>): Answer {
  for (const share of shares.values()) {
    const certain = new Set(share.certain);
    share.certain = [...certain].sort((a, b) => a - b);
    share.possible = [...new Set(share.possible)].filter((id) => !certain.has(id)).sort((a, b) => a - b);
  }
  return shares;
}

/** All that any of the answers gives. */
export function merged(answers: readonly Answer[]): Answer {
  const [first] = answers;
  if (answers.length === 1 && first) return first;
  const all = new Map<ActionClass, Share>();
  for (const answer of answers)
    for (const [name, share] of answer) {
      const known = all.get(name);
      if (!known) all.set(name, { ...share });
      else {
        if (known.certain.length === 0 && share.certain.length > 0) known.on = share.on;
        known.certain = [...known.certain, ...share.certain];
        known.possible = [...known.possible, ...share.possible];
      }
    }
  return finished(all);
}

/**
 * All that any of the answers gives; what all of them give only on some condition, apart for each condition: of two conditions, one may be a date until which it is certain.
 * @param hangsOn  what a share hangs on, the same text for the same
 */
export function mergedByCondition(answers: readonly Answer[], hangsOn: (share: Share) => string): Answer[] {
  if (answers.length === 1) return [...answers];
  const shares = Map.groupBy(
    answers.flatMap((answer) => [...answer]),
    ([name]) => name,
  );
  const told: Answer[] = [];
  for (const [name, of] of shares) {
    const isCertain = of.some(([, { certain }]) => certain.length > 0);
    const parts = isCertain ? [of] : [...Map.groupBy(of, ([, share]) => hangsOn(share)).values()];
    for (const [at, part] of parts.entries()) told[at] = new Map([...(told[at] ?? []), ...merged(part.map(([, share]) => new Map([[name, share]])))]);
  }
  return told;
}
