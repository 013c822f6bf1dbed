import type { ActionSet } from '../catalogue.ts';
import { openCatalogue } from '../catalogue.ts';
import type { PolicyInput, PolicySet, RequestContext } from '../evaluation.ts';
import { matchPrincipals } from '../matchStatement.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { isOutside, type Naming, type Requester, readRequester } from '../principal.ts';
import { type Context, readContext } from '../requestContext.ts';
import { type CompiledStatement, compileStatement, isAbout } from './compileStatement.ts';

/**
 * What one principal may do, by bits: all actions on one resource at once, in the meaning of `evaluate.ts`, which a test compares. Made once for each principal, asked thousands of times.
 */
export type Access = {
  requester: Requester;
  context: Context;
  bounded: boolean;
  identity: Layer;
  /** Boundary and session policy. */
  within: readonly Layer[];
  scps: readonly Layer[];
  /** Of every policy that is not a resource's. */
  denies: readonly CompiledStatement[];
};
/** Policies of which any may allow. `blanket`: one allows everything, always: it limits nothing. */
export type Layer = { allows: readonly CompiledStatement[]; blanket: boolean };

export type Principal = {
  /** As `AccessRequest.principal`. */
  name: string;
  /** Neither service control policies nor, of its account's resources, resource control policies bind it. */
  isFree?: boolean;
  context: RequestContext;
};

export function compileAccess({ identity, boundary, session, scps }: PolicySet, { name, isFree = false, context: given }: Principal): Access {
  const requester = readRequester(name);
  const context = readContext(given);
  // a service, an identity provider, anyone: only policies of resources decide
  if (isOutside(requester)) return { requester, context, bounded: boundary !== undefined, identity: layerOf([]), within: [], scps: [], denies: [] };
  const levels = isFree ? [] : scps.map(({ policies }) => policies);
  const compiled = (policies: readonly PolicyInput[]): CompiledStatement[] => policies.flatMap((policy) => statementsOf(policy, context));
  const own = compiled(identity);
  const limits = [boundary, session].filter((policy) => policy !== undefined).map((policy) => compiled([policy]));
  const above = levels.map(compiled);
  return {
    requester,
    context,
    bounded: boundary !== undefined,
    identity: layerOf(own),
    within: limits.map(layerOf),
    scps: above.map(layerOf),
    denies: [...own, ...limits.flat(), ...above.flat()].filter(({ statement }) => statement.effect === 'Deny'),
  };
}

/** Policies of principals have no Principal element and name resources; what has one or does not is void. */
const statementsOf = (policy: PolicyInput, context: Context): CompiledStatement[] =>
  parsePolicy(policy.document).statements.flatMap((statement) =>
    statement.principals || !statement.resources ? [] : (compileStatement(policy, statement, context) ?? []),
  );

function layerOf(statements: readonly CompiledStatement[]): Layer {
  const allows = statements.filter(({ statement }) => statement.effect === 'Allow');
  return { allows, blanket: allows.some(isBlanket) };
}

const isBlanket = ({ statement: { actions }, resources, holds }: CompiledStatement): boolean =>
  holds === 2 && resources === undefined && !actions.not && actions.patterns.includes('*');

/** Statements of a resource's policy that name the principal. */
export type ResourceStatements = { naming: Naming; compiled: CompiledStatement }[];

/** Of a resource's policy, or of a resource control policy, what is about the principal. */
export function statementsNaming(policy: PolicyInput, { requester, bounded, context }: Pick<Access, 'requester' | 'bounded' | 'context'>): ResourceStatements {
  return parsePolicy(policy.document).statements.flatMap((statement) => {
    const { principals, effect } = statement;
    const naming = principals && matchPrincipals(principals, effect, { requester, bounded });
    const compiled = naming && compileStatement(policy, statement, context);
    return naming && compiled ? [{ naming, compiled }] : [];
  });
}

/** What is asked: the resource, whose it is, and what its own policies say of the principal. */
export type Asked = {
  resource: string;
  isOfOtherAccount: boolean;
  /** A role that is assumed, a KMS key: its policy must let the account in. */
  needsPolicy: boolean;
  policy: ResourceStatements;
  /** Of the resource control policies that bind the resource; only what denies counts. */
  rcps: ResourceStatements;
  /** The words of the sets that are of interest; of the others the answer says nothing. */
  firstWord: number;
  endWord: number;
};

/** Both ends of an answer; it lives until the next question. */
export type Allowed = { certain: ActionSet; upTo: ActionSet };

const page = (): Allowed => ({ certain: openCatalogue().noActions(), upTo: openCatalogue().noActions() });
let scratch: [Allowed, Allowed] | undefined;

/** Which actions the principal may do on the resource: certainly, and if all that is open turns out for it. */
export function allowedOn(access: Access, asked: Asked): Allowed {
  scratch ??= [page(), page()];
  const [answer, layer] = scratch;
  const named = (...as: Naming[]): CompiledStatement[] => statementsOfPolicy(asked.policy, 'Allow', as);
  clear(answer, asked);
  if (!isOutside(access.requester)) {
    add(answer, access.identity.allows, asked);
    if (asked.isOfOtherAccount) keep(answer, named('itself', 'role', 'account'), layer, asked);
    else if (asked.needsPolicy) keep(answer, named('account'), layer, asked);
    if (!asked.isOfOtherAccount) add(answer, named('role'), asked);
    for (const limit of access.within) if (!limit.blanket) keep(answer, limit.allows, layer, asked);
  }
  if (!asked.isOfOtherAccount || isOutside(access.requester)) add(answer, named('itself'), asked);
  for (const level of access.scps) if (!level.blanket) keep(answer, level.allows, layer, asked);
  remove(answer, access.denies, asked);
  remove(answer, statementsOfPolicy([...asked.policy, ...asked.rcps], 'Deny'), asked);
  return answer;
}

const statementsOfPolicy = (policy: ResourceStatements, effect: 'Allow' | 'Deny', as?: readonly Naming[]): CompiledStatement[] =>
  policy.filter(({ naming, compiled }) => compiled.statement.effect === effect && (!as || as.includes(naming))).map(({ compiled }) => compiled);

function clear({ certain, upTo }: Allowed, { firstWord, endWord }: Asked): void {
  certain.fill(0, firstWord, endWord);
  upTo.fill(0, firstWord, endWord);
}

function add({ certain, upTo }: Allowed, statements: readonly CompiledStatement[], { resource, firstWord, endWord }: Asked): void {
  for (const each of statements) {
    if (each.firstWord >= endWord || each.endWord <= firstWord) continue;
    const about = isAbout(each, resource);
    if (about === 0) continue;
    for (let word = firstWord; word < endWord; word++) {
      upTo[word]! |= each.actions[word]!;
      if (about === 2) certain[word]! |= each.actions[word]!;
    }
  }
}

function keep(answer: Allowed, statements: readonly CompiledStatement[], layer: Allowed, asked: Asked): void {
  clear(layer, asked);
  add(layer, statements, asked);
  for (let word = asked.firstWord; word < asked.endWord; word++) {
    answer.certain[word]! &= layer.certain[word]!;
    answer.upTo[word]! &= layer.upTo[word]!;
  }
}

function remove({ certain, upTo }: Allowed, statements: readonly CompiledStatement[], { resource, firstWord, endWord }: Asked): void {
  for (const each of statements) {
    if (each.firstWord >= endWord || each.endWord <= firstWord) continue;
    const about = isAbout(each, resource);
    if (about === 0) continue;
    for (let word = firstWord; word < endWord; word++) {
      certain[word]! &= ~each.actions[word]!;
      if (about === 2) upTo[word]! &= ~each.actions[word]!;
    }
  }
}

/** The statements that give something of `actions` on the resource, limits left out: identity policies first. */
export function givingStatements({ identity }: Access, asked: Asked, actions: ActionSet): CompiledStatement[] {
  return [...identity.allows, ...statementsOfPolicy(asked.policy, 'Allow')].filter((each) => isOf(each, asked, actions));
}

/** Statements of every kind that are about something of `actions` on the resource, but hang on what nobody knows. */
export function openStatements({ identity, within, scps, denies }: Access, asked: Asked, actions: ActionSet): CompiledStatement[] {
  const all = [identity, ...within, ...scps].flatMap(({ allows }) => allows);
  const ofResource = [...asked.policy, ...asked.rcps].map(({ compiled }) => compiled);
  return [...all, ...denies, ...ofResource].filter((each) => isAbout(each, asked.resource) === 1 && isOf(each, asked, actions));
}

function isOf(each: CompiledStatement, { resource, firstWord, endWord }: Asked, actions: ActionSet): boolean {
  if (isAbout(each, resource) === 0) return false;
  for (let word = Math.max(firstWord, each.firstWord); word < Math.min(endWord, each.endWord); word++)
    if ((each.actions[word]! & actions[word]!) !== 0) return true;
  return false;
}
