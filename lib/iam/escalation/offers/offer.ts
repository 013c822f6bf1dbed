import type { Condition } from '../../../model/facts.ts';
import type { AwsPrincipal } from '../../awsEstate.ts';
import type { Answer } from '../ask.ts';
import type { Rule } from '../rule.ts';

/** One act of an offer. `from`: by whom, where that is not who it is an offer to. */
export type OfferStep = { rule: Rule; from?: string; to: string; answer: Answer };

/** That whoever acts as a principal can become another, by its own power alone. */
export type Offer = {
  target: AwsPrincipal;
  /** The last one decides, the others prepare it. */
  steps: readonly OfferStep[];
  /** Absent: certain. */
  condition?: Condition;
  /** What it leads to outlives what led to it. */
  lasting: boolean;
  /** The compute in which code runs as the target; `unlisted`: such as nobody listed. */
  workload?: { arn: string; type: string } | 'unlisted';
};

export function offer(target: AwsPrincipal, steps: readonly OfferStep[], more: Partial<Pick<Offer, 'workload' | 'lasting' | 'condition'>> = {}): Offer {
  const condition = more.condition ?? steps.find(({ answer }) => answer.condition)?.answer.condition;
  return { target, steps, lasting: more.lasting ?? true, ...(condition && { condition }), ...(more.workload && { workload: more.workload }) };
}
