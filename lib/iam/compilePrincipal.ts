import type { ActionBits } from './actionBits.ts';
import type { ActionMask } from './actionMask.ts';
import type { ActionSet } from './catalogue.ts';
import { type Asker, type Cell, type CompiledDocument, cellsOf, isMeant, type Stamped } from './cells.ts';
import type { CompiledResource } from './compileResource.ts';
import { type Access, decideActions, type Layers, type Plan, patternsOf, planOf } from './decideActions.ts';
import type { AccessRequest, LevelInput, PolicyInput, PolicySet } from './evaluation.ts';
import { onceEach, onceInARow } from './once.ts';
import type { Statement } from './parsePolicy.ts';
import type { PolicyAddressees } from './policyAddressees.ts';
import { isOutside, readRequester } from './principal.ts';
import { readContext } from './requestContext.ts';
import { many } from './textPattern.ts';

export type PrincipalPolicies = Pick<PolicySet, 'identity' | 'boundary' | 'session' | 'scps'>;
export type PrincipalRequest = Pick<AccessRequest, 'principal' | 'isServiceLinkedRole' | 'isManagementAccount' | 'context'>;

export type CompiledPrincipal = {
  /** Its own statements that allow something, where their conditions hold or are open. */
  allows(): readonly AllowStatement[];
  /** Those of a resource's policy that mean it. */
  allowsOf(resource: CompiledResource): readonly AllowStatement[];
  /** Which of many resources' policies say anything of it. */
  meaning(addressees: PolicyAddressees): number[];
  /** What some actions hang on: for whoever asks about many resources, one question after the other. */
  question(actions: ActionSet): Question;
  /**
   * Which of some actions are allowed on a resource.
   * @param actions  the same object for the same question, which is kept
   * @param into     out; what it held before is cleared
   */
  actionsOn(resource: CompiledResource, actions: ActionSet, into: Access): void;
};

export type Question = {
  /** Numbers of the patterns, each once, on which the answer hangs: two resources that match the same ones of them, and have the same account, policy and RCPs, have the same answer. */
  patterns: readonly number[];
  /** None of its own statements allows any of it anywhere. */
  isIdle: boolean;
  /**
   * @param into  out; what it held before is cleared
   * @param isMeant  false where the resource's policy is known to say nothing of the principal (`meaning`)
   */
  on(resource: CompiledResource, into: Access, isMeant?: boolean): void;
};

/** What is left of a statement that allows. `patterns` are compiled (`textPattern.ts`), variables filled in; those in `open` hang on a variable that nobody knows. */
export type AllowStatement = {
  actions: ActionBits;
  /** Patterns of actions that AWS documents nowhere. */
  unknownActions: readonly string[];
  /** It is about what matches none of the patterns. */
  not: boolean;
  patterns: readonly string[];
  open: readonly string[];
  /** 2: its conditions hold. 1: one of them is open. */
  holds: 1 | 2;
  policy: PolicyInput;
  statement: Statement;
};

/** What all principals of a compiler share. */
export type Shared = {
  documentOf(policy: PolicyInput): CompiledDocument;
  maskOf(actions: ActionSet): ActionMask;
  /** The number of a pattern, and the pattern of a number. */
  add(pattern: string): number;
  patterns: readonly string[];
  stamp(resource: CompiledResource): Stamped;
};

/** Its conditions and variables are decided here, once. */
export function compilePrincipal(shared: Shared, policies: PrincipalPolicies, request: PrincipalRequest): CompiledPrincipal {
  const requester = readRequester(request.principal);
  const asker: Asker = { requester, bounded: policies.boundary !== undefined, context: readContext(request.context) };
  const cells = (of: readonly PolicyInput[]): Cell[] => of.flatMap((policy) => cellsOf(policy, shared.documentOf(policy), asker, shared.add));
  const layers = layersOf(asker, policies, request, cells);
  const sides: ResourceSides = {
    policy: onceInARow((policy) => cells([policy])),
    rcps: request.isServiceLinkedRole
      ? () => nothing
      : onceEach(
          (levels) => levels,
          (levels) => cells(levels.flatMap((level) => level.policies)),
        ),
  };
  const allowing = (of: Cell[]): AllowStatement[] => of.filter((cell) => cell.allows).map((cell) => allowStatement(cell, shared.patterns));
  const question = (actions: ActionSet): Question => ask(shared, layers, sides, actions);
  const kept = onceEach((actions: ActionSet) => actions, question);
  return {
    allows: () => allowing(layers.identity),
    allowsOf: ({ input: { policy } }) => (policy ? allowing(cells([policy])) : []),
    meaning: (addressees) => addressees.meaning(requester, (statement) => isMeant(statement, asker)),
    question,
    actionsOn: (resource, actions, into) => kept(actions).on(resource, into),
  };
}

function layersOf({ requester }: Asker, policies: PrincipalPolicies, request: PrincipalRequest, cells: (of: readonly PolicyInput[]) => Cell[]): Layers {
  if (isOutside(requester)) return { requester, identity: [], within: [], scps: [] };
  const within = [policies.boundary, policies.session].flatMap((policy) => (policy ? [cells([policy])] : []));
  const scps = request.isServiceLinkedRole || request.isManagementAccount ? [] : policies.scps.map((level) => cells(level.policies));
  return { requester, identity: cells(policies.identity), within, scps };
}

/** Of a resource, what its own policy and the RCPs above it say of the principal. */
type ResourceSides = { policy(of: PolicyInput): Cell[]; rcps(of: LevelInput[]): Cell[] };
const nothing: Cell[] = [];

function ask(shared: Shared, layers: Layers, sides: ResourceSides, actions: ActionSet): Question {
  const mask = shared.maskOf(actions);
  const plan = planOf(layers, mask);
  const onBuckets = mask.onBuckets && {
    only: planOf(layers, shared.maskOf(mask.onBuckets.only)),
    others: planOf(layers, shared.maskOf(mask.onBuckets.others)),
  };
  const answer = (of: Plan, resource: CompiledResource, into: Access, isMeant: boolean): void => {
    const { account, policy, rcps, isOfManagementAccount } = resource.input;
    const ofPolicy = policy && isMeant ? sides.policy(policy) : nothing;
    const ofRcps = rcps && !isOfManagementAccount ? sides.rcps(rcps) : nothing;
    // the patterns of both are known by now: they are among those that the resource is held against
    decideActions(of, { stamped: shared.stamp(resource), account, policy: ofPolicy, rcps: ofRcps, rules: resource.rulesOf(of.mask) }, into);
  };
  return {
    patterns: patternsOf(plan),
    isIdle: plan.identity.cells.length === 0 && layers.requester.kind !== 'root',
    on(resource, into, isMeant = true) {
      clear(into, mask.bits);
      const split = resource.input.arn === '*' ? onBuckets : undefined;
      answer(split?.others ?? plan, resource, into, isMeant);
      if (split) answer(split.only, resource.buckets(layers.requester.partition), into, isMeant);
    },
  };
}

function clear(access: Access, { words }: ActionBits): void {
  for (const word of access.words) {
    access.certain[word] = 0;
    access.upTo[word] = 0;
  }
  access.words = words;
}

function allowStatement({ actions, unknownActions, resources, holds, policy, statement }: Cell, patterns: readonly string[]): AllowStatement {
  const texts = (of: readonly number[]): string[] => of.map((id) => patterns[id]!);
  const named = resources.every ? [many] : texts(resources.patterns);
  return { actions, unknownActions, not: resources.not, patterns: named, open: texts(resources.open), holds, policy, statement };
}
