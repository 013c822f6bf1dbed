import { type ActionClass, actionClasses, type Issuance, issuances, type Presentation, presentations } from './facts.ts';
import { type Band, bands } from './weights.ts';

/** How something authenticates: who issues the credential on what ground, and who can present it. */
export type AuthenticationModel = { issuance: Issuance; presentation: Presentation };

/** The least of a model by index: in issuances and presentations a smaller index is the weaker one. */
export type ModelNumbers = { issuance: number; presentation: number };

/** What needs nobody's approval where there is no decision: anything but a static credential. */
export const withoutDecision: ModelNumbers = { issuance: issuances.indexOf('interactive'), presentation: presentations.indexOf('bearer') };

/** Whether one authenticates in a weaker way than another, in either respect. */
export const isWeaker = (one: ModelNumbers, than: ModelNumbers): boolean => one.issuance < than.issuance || one.presentation < than.presentation;

/** The ceiling of band, classes and crown jewels that was approved. */
export type BlastBudget = { band: Band; classes: ActionClass[]; jewels: number };
/** The same by index in bands, bits by index in actionClasses, and a count. */
export type BudgetNumbers = { band: number; classes: number; jewels: number };

export const budgetNumbers = ({ band, classes, jewels }: BlastBudget): BudgetNumbers => ({
  band: bands.indexOf(band),
  classes: classes.reduce((bits, name) => bits | (1 << actionClasses.indexOf(name)), 0),
  jewels,
});
export const classesOfBits = (bits: number): ActionClass[] => actionClasses.filter((_, i) => ((bits >> i) & 1) === 1);
export const budgetOf = ({ band, classes, jewels }: BudgetNumbers): BlastBudget => ({ band: bands[band]!, classes: classesOfBits(classes), jewels });

export const budgetParts = ['band', 'classes', 'jewels'] as const;
export type BudgetPart = (typeof budgetParts)[number];

/** In which parts a use is over a budget; none where it is within. */
export function overBudget(budget: BudgetNumbers, use: BudgetNumbers): BudgetPart[] {
  const over: Record<BudgetPart, boolean> = {
    band: use.band > budget.band,
    classes: (use.classes & ~budget.classes) !== 0,
    jewels: use.jewels > budget.jewels,
  };
  return budgetParts.filter((part) => over[part]);
}

/** A decision that stands at an analysis, as rules look at it. `subject`: the number of the agent's node, or that of the system behind all nodes. */
export type StandingDecision = ModelNumbers & { id: number; subject: number; budget?: BudgetNumbers };

/** What an analysis finds of one: over its usable credentials, a takeover, certain. `weaker`: how many authenticate in a weaker way than was approved. */
export type DecisionUse = BudgetNumbers & { decision: number; credentials: number; weaker: number };

export const decisionStates = ['waiting', 'approved', 'refused', 'expired', 'withdrawn', 'replaced'] as const;
export type DecisionState = (typeof decisionStates)[number];

/** What a decision is about. `id` is that of the agent's node. */
export type DecisionSubject = { kind: 'agent'; key: string; id?: string; name?: string } | { kind: 'system'; key: string };

/** As the last analysis found it. */
export type ShownUse = BlastBudget & { analysis: number; credentials: number; weaker: number };

/** Times are ISO 8601. `use` is absent where no analysis has looked at it yet, `over` where nothing is over. */
export type Decision = AuthenticationModel & {
  id: number;
  subject: DecisionSubject;
  owner?: string;
  reason: string;
  budget?: BlastBudget;
  state: DecisionState;
  requestedBy: string;
  requestedAt: string;
  expiresAt: string;
  decidedBy?: string;
  decidedAt?: string;
  note?: string;
  use?: ShownUse;
  over?: BudgetPart[];
};

export const issuanceText: Record<Issuance, string> = {
  static: 'a static credential, made once, that lasts',
  interactive: 'the sign-in of a person',
  attested: 'a short-lived credential for a proven workload',
};
export const presentationText: Record<Presentation, string> = {
  bearer: 'usable by whoever has it',
  'source-bound': 'usable only from some network',
  'sender-constrained': 'usable only with a key that cannot leave its workload',
};
/** A model in a few words, such as "static, bearer". */
export const modelText = ({ issuance, presentation }: AuthenticationModel): string => `${issuance}, ${presentation}`;
/** A budget, or what is used of one, in a line. */
export const budgetText = ({ band, classes, jewels }: BlastBudget): string =>
  `${band}; ${classes.length > 0 ? classes.join(', ') : 'no class'}; ${jewels === 1 ? '1 crown jewel' : `${jewels} crown jewels`}`;
