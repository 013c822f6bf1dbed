import type { AwsPrincipal } from '../awsEstate.ts';
import { makeAct, makeActs } from './act.ts';
import { askAdministrator } from './administrator.ts';
import { type Act, conditionOfActs, stepOf } from './fact.ts';
import type { Findings } from './findAll.ts';
import { jointEdges } from './jointEdges.ts';
import { assumeOffers } from './offers/assume.ts';
import type { Offer } from './offers/offer.ts';
import { neighboursOf, offersOf } from './offers/offersOf.ts';
import { outsideEdges } from './outsideEdges.ts';
import { ownEdges } from './ownEdges.ts';
import type { EscalationEdge, EscalationTarget } from './result.ts';
import { rootEdges } from './rootEdges.ts';
import { identityRules } from './rules/identityRules.ts';
import type { Standing } from './standing.ts';
import { storeEdges } from './storeEdges.ts';
import { baseStanding } from './variants.ts';
import type { World } from './world.ts';

/** Every edge, by the principal that it starts from; made as they are read. @param stores  whether `storeEdges` are among them */
export function* edgesOf(world: World, findings: Findings, stores: 'all' | 'none'): Iterable<EscalationEdge> {
  yield* outsideEdges(world);
  for (const principal of world.estate.principals) yield* principalEdges(world, principal, findings, stores);
}

function* principalEdges(world: World, principal: AwsPrincipal, findings: Findings, stores: 'all' | 'none'): Iterable<EscalationEdge> {
  const standing = baseStanding(world, principal);
  const administrator = askAdministrator(world, standing);
  if (administrator) yield administratorEdge(principal.account, [makeAct(identityRules.directAdmin, principal.arn, principal.arn, administrator)]);
  const own = administrator ? [] : [...ownEdges(world, standing)];
  yield* own;
  // What an administrator can do, directly or after one change to itself, its account's administrator can: it is not told for each.
  const isAdministrator = (administrator && !administrator.condition) || own.some(({ condition }) => !condition);
  if (isAdministrator) {
    for (const offer of assumeOffers(world, standing)) if (offer.target.account !== principal.account) yield offerEdge(principal, offer);
    return;
  }
  yield* offerEdges(world, standing);
  if (stores === 'all') yield* storeEdges(world, standing);
  yield* rootEdges(world, standing);
  yield* jointEdges(world, principal, findings, own);
}

/** By every technique; of what is only possible and on nothing that was listed, what is not certain anyway, and one guess at compute. */
function* offerEdges(world: World, standing: Standing): Iterable<EscalationEdge> {
  const certain = new Set(neighboursOf(world, standing).certain.flatMap((places) => [...places]));
  const guessed = new Set<AwsPrincipal>();
  for (const offer of offersOf(world, standing)) {
    if (offer.condition && typeof offer.workload !== 'object' && certain.has(offer.target.index)) continue;
    if (offer.workload === 'unlisted' && guessed.has(offer.target)) continue;
    if (offer.workload === 'unlisted') guessed.add(offer.target);
    yield offerEdge(standing.principal, offer);
  }
}

function offerEdge({ arn, kind }: AwsPrincipal, { target, steps, workload, lasting, condition }: Offer): EscalationEdge {
  const acts = steps.flatMap(({ rule, from = arn, to, answer }, at) => makeActs(rule, from, to, answer, at === steps.length - 1 ? condition : undefined));
  const to: EscalationTarget = typeof workload === 'object' ? { kind: 'workload', ...workload, role: target.arn } : { kind: 'principal', arn: target.arn };
  const seconds = kind === 'role' ? longestChained : (target.maxSession ?? longestChained);
  return edge(arn, to, acts, { lasting, ...(acts.at(-1)?.rule === identityRules.assumeRole && { sessionSeconds: seconds }) });
}

/** A role that a role assumes is held for an hour at most; so long is any where nothing else is said. */
const longestChained = 3_600;

export function administratorEdge(account: string, acts: readonly Act[]): EscalationEdge {
  return edge(acts[0]!.from, { kind: 'administrator', account }, acts, { lasting: acts.some(({ rule }) => rule !== identityRules.directAdmin) });
}

export function edge(from: string, to: EscalationTarget, acts: readonly Act[], more: Pick<EscalationEdge, 'lasting' | 'sessionSeconds'>): EscalationEdge {
  const deciding = acts.findLast(({ rule }) => changing.has(rule.edgeType)) ?? acts.at(-1)!;
  const condition = conditionOfActs(acts);
  return {
    technique: deciding.rule.id,
    edgeType: deciding.rule.edgeType,
    from,
    to,
    ...(condition && { condition }),
    ...more,
    statements: deciding.answer.statements(),
    steps: acts.map(stepOf),
    fix: deciding.rule.fix,
  };
}

const changing = new Set(['SELF_GRANT', 'GUARD_REMOVAL', 'POLICY_SWITCH', 'CREATE_PRINCIPAL']);
