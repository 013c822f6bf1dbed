import type { Json } from '../model/facts.ts';
import { type Condition, parseConditions } from './parseConditions.ts';
import { type Principals, parsePrincipals } from './parsePrincipals.ts';
import { type Element, memberOf, stringsOf } from './policyMembers.ts';
import { compileText, type TextPattern } from './textPattern.ts';

/** Action or NotAction: patterns in small letters. */
export type Actions = { not: boolean; patterns: readonly string[] };
/** Resource or NotResource. */
export type Resources = { not: boolean; patterns: readonly TextPattern[] };

/** A statement that is well-formed as far as every kind of policy asks. `resources` are absent in role trust policies, `principals` in all but those of resources. */
export type Statement = {
  /** From 0 in its document. */
  index: number;
  sid?: string;
  effect: 'Allow' | 'Deny';
  actions: Actions;
  resources?: Resources;
  principals?: Principals;
  conditions: readonly Condition[];
  /** As it stands in the document. */
  text: Json;
};

/** What is not as AWS wants it: AWS would refuse to save such a policy. `statement` counts from 0; absent where the document itself is meant. */
export type PolicyProblem = { statement?: number; element: string; reason: string };

/** A statement with a problem is left out: it neither allows nor denies, unless what is not understood is one of its conditions, which then stays open. */
export type Policy = { version: string; id?: string; statements: readonly Statement[]; problems: readonly PolicyProblem[] };

const parsed = new WeakMap<object, Policy>();

/**
 * A policy document: an object as AWS prints it, or its text, or its text URL-encoded (as the raw IAM API returns it). Member names are read in any case, single values and lists alike.
 * An object is parsed once, as long as it lives.
 */
export function parsePolicy(document: Json): Policy {
  if (typeof document === 'string') return parseText(document);
  if (typeof document !== 'object' || document === null) return refused(`expected an object, saw ${JSON.stringify(document)}`);
  let policy = parsed.get(document);
  if (!policy) {
    policy = parseDocument(document);
    parsed.set(document, policy);
  }
  return policy;
}

const refused = (reason: string): Policy => ({ version: '', statements: [], problems: [{ element: 'document', reason }] });

function parseText(text: string): Policy {
  try {
    const document: Json = JSON.parse(/^\s*[{["]/.test(text) ? text : decodeURIComponent(text));
    return typeof document === 'string' ? refused('expected an object, saw a text') : parsePolicy(document);
  } catch {
    return refused('expected JSON, perhaps URL-encoded');
  }
}

function parseDocument(document: Json): Policy {
  if (Array.isArray(document)) return refused('expected an object, saw a list');
  const problems: PolicyProblem[] = [];
  const version = memberOf(document, 'Version');
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    problems.push({ element: 'Version', reason: `expected 2012-10-17 or 2008-10-17, saw ${JSON.stringify(version)}` });
  const id = memberOf(document, 'Id');
  const listed = memberOf(document, 'Statement');
  if (listed === undefined) problems.push({ element: 'Statement', reason: 'is missing' });
  const texts = listed === undefined ? [] : Array.isArray(listed) ? listed : [listed];
  const variables = version === '2012-10-17';
  const statements = texts.flatMap((text, index) => parseStatement(text, index, variables, problems));
  return { version: typeof version === 'string' ? version : '2008-10-17', ...(typeof id === 'string' && { id }), statements, problems };
}

function parseStatement(text: Json, index: number, variables: boolean, problems: PolicyProblem[]): Statement[] {
  const before = problems.length;
  const complain = (element: string, reason: string): void => void problems.push({ statement: index, element, reason });
  const effect = readEffect(memberOf(text, 'Effect'), complain);
  const actions = readActions(text, complain);
  const resources = readResources(text, variables, complain);
  const principals = parsePrincipals(text, complain);
  if (effect === undefined || actions === undefined || problems.length > before) return [];
  // Operators that are not known leave the statement standing, with a condition that is open.
  const conditions = parseConditions(memberOf(text, 'Condition'), variables, complain);
  if (!conditions) return [];
  const sid = memberOf(text, 'Sid');
  return [
    {
      index,
      ...(typeof sid === 'string' && { sid }),
      effect,
      actions,
      ...(resources && { resources }),
      ...(principals && { principals }),
      conditions,
      text,
    },
  ];
}

type Complain = (element: string, reason: string) => void;

function readEffect(value: Json | undefined, complain: Complain): 'Allow' | 'Deny' | undefined {
  if (value === 'Allow' || value === 'Deny') return value;
  complain('Effect', value === undefined ? 'is missing' : `expected Allow or Deny, saw ${JSON.stringify(value)}`);
  return undefined;
}

/** One of the two, never both. */
function readEither(text: Json, name: string, complain: Complain): Element | undefined {
  const [plain, negated] = [memberOf(text, name), memberOf(text, `Not${name}`)];
  if (plain !== undefined && negated !== undefined) complain(name, `stands beside Not${name}`);
  const value = plain ?? negated;
  if (value === undefined) return undefined;
  const strings = stringsOf(value);
  if (!strings) complain(plain === undefined ? `Not${name}` : name, 'expected a string or a list of strings');
  return { not: plain === undefined, strings: strings ?? [] };
}

function readActions(text: Json, complain: Complain): Actions | undefined {
  const element = readEither(text, 'Action', complain);
  if (!element) complain('Action', 'is missing, and so is NotAction');
  for (const action of element?.strings ?? [])
    if (!/^(\*|\*:\*|[\w-]+:.+)$/.test(action))
      complain('Action', `expected * or SERVICE:ACTION, with no wildcard in the service, saw ${JSON.stringify(action)}`);
  return element && { not: element.not, patterns: element.strings.map((action) => (action === '*:*' ? '*' : action.toLowerCase())) };
}

function readResources(text: Json, variables: boolean, complain: Complain): Resources | undefined {
  const element = readEither(text, 'Resource', complain);
  return element && { not: element.not, patterns: element.strings.map((resource) => compileText(resource, 'resource', variables)) };
}
