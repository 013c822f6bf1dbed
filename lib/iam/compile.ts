import { type ActionBits, actionReader } from './actionBits.ts';
import { type ActionMask, actionMask } from './actionMask.ts';
import { type ActionSet, type Catalogue, openCatalogue } from './catalogue.ts';
import { type Asker, type Cell, type CompiledDocument, cellsOf, type Stamped } from './cells.ts';
import { type CompiledResource, compileResource, type ResourceInput } from './compileResource.ts';
import { type Access, decideActions, type Layers, type Plan, planOf } from './decideActions.ts';
import type { AccessRequest, LevelInput, PolicyInput, PolicySet } from './evaluation.ts';
import { parsePolicy, type Statement } from './parsePolicy.ts';
import { patternIndex } from './patternIndex.ts';
import { isOutside, readRequester } from './principal.ts';
import { readContext } from './requestContext.ts';
import { many } from './textPattern.ts';

/**
 * The compiled form: what `evaluate` decides for one action of one principal on one resource, for thousands of each. A document is compiled once; a principal's conditions and variables are
 * decided once; a resource finds the patterns that it matches in one walk; actions are bits. It knows the actions of the catalogue; of others only `evaluate` knows something.
 */
export type PolicyCompiler = {
  /** Everything about one principal but the resource: its policies, and the SCPs above it. */
  principal(policies: PrincipalPolicies, request: PrincipalRequest): CompiledPrincipal;
  /** A resource, or `*`, for what knows none. */
  resource(of: ResourceInput): CompiledResource;
  /** To hand to `actionsOn`, over and over. */
  access(): Access;
};

export type PrincipalPolicies = Pick<PolicySet, 'identity' | 'boundary' | 'session' | 'scps'>;
export type PrincipalRequest = Pick<AccessRequest, 'principal' | 'isServiceLinkedRole' | 'isManagementAccount' | 'context'>;

export type CompiledPrincipal = {
  /** Its own statements that allow something, where their conditions hold or are open. */
  allows: readonly AllowStatement[];
  /** Those of a resource's policy that mean it. */
  allowsOf(resource: CompiledResource): readonly AllowStatement[];
  /**
   * Which of some actions are allowed on a resource.
   * @param actions  the same object for the same question: how a principal answers it is worked out once
   * @param into     out; what it held before is cleared
   */
  actionsOn(resource: CompiledResource, actions: ActionSet, into: Access): void;
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
type Shared = {
  documentOf(policy: PolicyInput): CompiledDocument;
  maskOf(actions: ActionSet): ActionMask;
  /** The number of a pattern, and the pattern of a number. */
  add(pattern: string): number;
  patterns: readonly string[];
  stamp(resource: CompiledResource): Stamped;
};

export function policyCompiler(catalogue: Catalogue = openCatalogue()): PolicyCompiler {
  const index = patternIndex();
  const read = actionReader(catalogue);
  const shared: Shared = {
    documentOf: onceEach(
      ({ document }: PolicyInput) => document,
      (policy) => compileDocument(policy, read),
    ),
    maskOf: onceEach(
      (actions: ActionSet) => actions,
      (actions) => actionMask(actions, catalogue),
    ),
    add: (pattern) => index.add(pattern),
    patterns: index.patterns,
    stamp: stamper(index.patterns),
  };
  return {
    principal: (policies, request) => compilePrincipal(shared, policies, request),
    resource: (of) => compileResource(index, of),
    access: () => ({ certain: catalogue.noActions(), upTo: catalogue.noActions(), words: new Uint16Array(0) }),
  };
}

/** An answer for each object, as long as it lives; what is no object is answered each time. */
function onceEach<Of, Answer>(keyOf: (of: Of) => unknown, answer: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<object, Answer>();
  return (of) => {
    const key = keyOf(of);
    if (typeof key !== 'object' || key === null) return answer(of);
    let made = known.get(key);
    if (made === undefined) {
      made = answer(of);
      known.set(key, made);
    }
    return made;
  };
}

/** The last answer again, as long as the same is asked: of one resource after the other, with several questions each. */
function onceInARow<Of, Answer>(answer: (of: Of) => Answer): (of: Of) => Answer {
  let last: { of: Of; made: Answer } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, made: answer(of) };
    return last.made;
  };
}

const nothing: Cell[] = [];
const noLevels: LevelInput[] = [];

const compileDocument = ({ document }: PolicyInput, read: ReturnType<typeof actionReader>): CompiledDocument =>
  parsePolicy(document).statements.map((statement) => {
    const { actions, unknown } = read(statement.actions);
    return { statement, actions, unknownActions: unknown };
  });

/** Marks the patterns of one resource after the other, without wiping out the marks before. */
function stamper(patterns: readonly string[]): Shared['stamp'] {
  const stamped: Stamped = { stamps: new Int32Array(1024), now: 0 };
  let last: CompiledResource | undefined;
  let size = -1;
  return (resource) => {
    if (resource === last && size === patterns.length) return stamped;
    [last, size] = [resource, patterns.length];
    if (stamped.stamps.length < size) stamped.stamps = new Int32Array(size * 2);
    stamped.now++;
    for (const id of resource.matching()) stamped.stamps[id] = stamped.now;
    return stamped;
  };
}

function compilePrincipal(shared: Shared, policies: PrincipalPolicies, request: PrincipalRequest): CompiledPrincipal {
  const requester = readRequester(request.principal);
  const asker: Asker = { requester, bounded: policies.boundary !== undefined, context: readContext(request.context) };
  const cells = (of: readonly PolicyInput[]): Cell[] => of.flatMap((policy) => cellsOf(policy, shared.documentOf(policy), asker, shared.add));
  const layers = layersOf(asker, policies, request, cells);
  const planFor = onceEach(
    (mask: ActionMask) => mask,
    (mask): Plan => planOf(layers, mask),
  );
  const boundBy = onceEach(
    (levels: LevelInput[]) => levels,
    (levels) => cells(levels.flatMap((level) => level.policies)),
  );
  const policyCells = onceInARow((policy: PolicyInput) => cells([policy]));
  const allowing = (of: Cell[]): AllowStatement[] => of.filter((cell) => cell.allows).map((cell) => allowStatement(cell, shared.patterns));
  const ask = (resource: CompiledResource, actions: ActionSet, into: Access): void => {
    const { account, policy, rcps = noLevels, isOfManagementAccount } = resource.input;
    const mask = shared.maskOf(actions);
    const bound = request.isServiceLinkedRole || isOfManagementAccount ? nothing : boundBy(rcps);
    const ofResource = policy ? policyCells(policy) : nothing;
    decideActions(planFor(mask), { stamped: shared.stamp(resource), account, policy: ofResource, rcps: bound, rules: resource.rulesOf(mask) }, into);
  };
  return {
    allows: allowing(layers.identity),
    allowsOf: ({ input: { policy } }) => (policy ? allowing(cells([policy])) : []),
    actionsOn(resource, actions, into) {
      const { bits, onBuckets } = shared.maskOf(actions);
      clear(into, bits);
      const split = resource.input.arn === '*' ? onBuckets : undefined;
      ask(resource, split?.others ?? actions, into);
      if (split) ask(resource.buckets(requester.partition), split.only, into);
    },
  };
}

function layersOf({ requester }: Asker, policies: PrincipalPolicies, request: PrincipalRequest, cells: (of: readonly PolicyInput[]) => Cell[]): Layers {
  if (isOutside(requester)) return { requester, identity: [], within: [], scps: [] };
  const within = [policies.boundary, policies.session].flatMap((policy) => (policy ? [cells([policy])] : []));
  const scps = request.isServiceLinkedRole || request.isManagementAccount ? [] : policies.scps.map((level) => cells(level.policies));
  return { requester, identity: cells(policies.identity), within, scps };
}

function clear(access: Access, { words }: ActionBits): void {
  for (const word of access.words) {
    access.certain[word] = 0;
    access.upTo[word] = 0;
  }
  access.words = words;
}

function allowStatement({ actions, unknownActions, resources, holds, policy, statement }: Cell, patterns: readonly string[]): AllowStatement {
  const texts = (of: Uint32Array): string[] => Array.from(of, (id) => patterns[id]!);
  const named = resources.every ? [many] : texts(resources.patterns);
  return { actions, unknownActions, not: resources.not, patterns: named, open: texts(resources.open), holds, policy, statement };
}
