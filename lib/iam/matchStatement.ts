import { evaluateCondition } from './evaluateCondition.ts';
import { matchWildcard } from './matchWildcard.ts';
import type { Actions, Resources, Statement } from './parsePolicy.ts';
import type { Principals } from './parsePrincipals.ts';
import { type Naming, namingOf, type Requester } from './principal.ts';
import { type Context, resolveText } from './requestContext.ts';
import { all, and, any, not, type Ternary } from './ternary.ts';
import { matchPattern } from './textPattern.ts';

/** A request as statements are held against it. */
export type Asked = {
  requester: Requester;
  /** The requester has a permissions boundary. */
  bounded: boolean;
  /** In small letters. */
  action: string;
  resource: string;
  context: Context;
};

/** Whether a statement is about a request, its Principal element left aside. */
export function matchStatement({ effect, actions, resources, conditions }: Statement, { action, resource, context }: Asked): Ternary {
  if (!matchActions(actions, action)) return 0;
  const about = resources ? matchResources(resources, effect, resource, context) : 2;
  return about === 0
    ? 0
    : and(
        about,
        all(conditions, (each) => evaluateCondition(each, effect, context)),
      );
}

const matchActions = ({ not, patterns }: Actions, action: string): boolean => patterns.some((pattern) => matchWildcard(pattern, action)) !== not;

/** Where a variable has no value the element does not match, NotResource neither. One that can be chosen is chosen so that an allow is about the resource and a deny is not. */
function matchResources({ not: negated, patterns }: Resources, effect: 'Allow' | 'Deny', resource: string, context: Context): Ternary {
  let valueless = false;
  const chosenMatch = (effect === 'Allow') !== negated;
  const named = any(patterns, (each) => {
    const resolved = resolveText(each, context);
    valueless ||= resolved === undefined;
    if (!resolved || (resolved.chosen && !chosenMatch) || !matchPattern(resolved.pattern, resource)) return 0;
    return resolved.open.length > 0 ? 1 : 2;
  });
  return negated ? (valueless ? 0 : not(named)) : named;
}

/** Of what a statement's Principal element says of a requester, what gives it most; undefined: it is not meant. */
export function matchPrincipals(
  principals: Principals,
  effect: 'Allow' | 'Deny',
  { requester, bounded }: Pick<Asked, 'requester' | 'bounded'>,
): Naming | undefined {
  const { entries } = principals;
  if (principals.not) return isExempt(principals, effect, requester, bounded) ? undefined : 'itself';
  let naming: Naming | undefined;
  for (const entry of entries) {
    const each = namingOf(entry, requester);
    if (each === 'itself') return each;
    if (each === 'role' || naming === undefined) naming = each ?? naming;
  }
  return naming;
}

/**
 * Whether NotPrincipal takes a requester out. A Deny spares only who is named itself, a session by its own ARN; and it "will always deny any IAM principal that has a permissions boundary
 * policy attached, regardless of the values". From an Allow, which AWS takes no longer, whoever is named in any way is taken out.
 */
function isExempt({ entries }: Principals, effect: 'Allow' | 'Deny', requester: Requester, bounded: boolean): boolean {
  if (effect === 'Deny' && bounded) return false;
  const named = entries.map((entry) => namingOf(entry, requester));
  return named.some((each) => (effect === 'Deny' ? each === 'itself' || (each === 'role' && requester.kind === 'role') : each !== undefined));
}

/** What is open in a statement that is open: operators, keys and values as they are written there. */
export function openIn({ effect, resources, conditions }: Statement, context: Context): { operator: string; key: string; values: string[] }[] {
  const asked = conditions.filter((each) => evaluateCondition(each, effect, context) === 1);
  const named = (resources?.patterns ?? []).flatMap((pattern) => {
    const open = resolveText(pattern, context)?.open ?? [];
    return open.map((key) => ({ operator: resources?.not ? 'NotResource' : 'Resource', key, values: [pattern.text] }));
  });
  return [...named, ...asked.map(({ operatorText, keyText, values }) => ({ operator: operatorText, key: keyText, values: values.map(({ text }) => text) }))];
}
