import type { AccessRequest, Decision, LevelInput, OpenCondition, Outcome, PolicyInput, PolicySet, StatementRef } from './evaluation.ts';
import { type Asked, matchPrincipals, matchStatement, openIn } from './matchStatement.ts';
import { parsePolicy, type Statement } from './parsePolicy.ts';
import { isOutside, type Naming, readRequester } from './principal.ts';
import { readContext } from './requestContext.ts';
import { isUnchangeable, knowsRcps, needsNoPermission, needsResourcePolicy, resourceOf } from './serviceRules.ts';
import { isInPlace, statementRef } from './statementRef.ts';
import type { Ternary } from './ternary.ts';

/** A statement that is about the request, or may be. `naming` only in a resource's policy: how it means the requester. */
type Match = { policy: PolicyInput; statement: Statement; holds: Exclude<Ternary, 0>; naming?: Naming };

/** All statements that are about a request, by where they stand. Undefined: there is no such policy, which limits nothing. */
type Matches = {
  identity: Match[];
  boundary: Match[] | undefined;
  session: Match[] | undefined;
  /** Of each level. */
  scps: Match[][];
  rcps: Match[][];
  resource: Match[];
};

type End = 'certain' | 'upTo';

/**
 * Decides a request by the rules of the User Guide's "Policy evaluation logic": an explicit deny anywhere; else what identity and resource policies give, as far as SCPs, boundary and
 * session policy let it; across accounts, both sides. O(statements).
 */
export function evaluate(policies: PolicySet, request: AccessRequest): Outcome {
  const asked = readRequest(policies, request);
  if (needsNoPermission(asked.action)) return { certain: 'Allowed', upTo: 'Allowed', allowedBy: [], deniedBy: [], open: [] };
  const matches = matchAll(policies, request, asked);
  const certain = decide(matches, request, asked, 'certain');
  const upTo = decide(matches, request, asked, 'upTo');
  const every = [
    ...matches.identity,
    ...(matches.boundary ?? []),
    ...(matches.session ?? []),
    ...matches.scps.flat(),
    ...matches.rcps.flat(),
    ...matches.resource,
  ];
  return {
    certain,
    upTo,
    allowedBy: upTo === 'Allowed' ? refsOf([...matches.identity, ...matches.resource], 'Allow') : [],
    deniedBy: certain === 'ExplicitlyDenied' ? refsOf(every, 'Deny') : [],
    open: certain === upTo ? [] : every.flatMap((match) => openConditions(match, asked)),
  };
}

function readRequest({ boundary }: PolicySet, { principal, action, resource, context }: AccessRequest): Asked {
  const requester = readRequester(principal);
  const small = action.toLowerCase();
  return {
    requester,
    bounded: boundary !== undefined,
    action: small,
    resource: resourceOf(small, resource, requester.partition),
    context: readContext(context),
  };
}

function matchAll({ identity, boundary, session, scps, rcps, resource }: PolicySet, request: AccessRequest, asked: Asked): Matches {
  const own = !isOutside(asked.requester);
  const of = (policies: PolicyInput[]): Match[] => policies.flatMap((policy) => matchPolicy(policy, asked));
  const levels = (of: LevelInput[]): Match[][] => of.map(({ policies }) => policies.flatMap((policy) => matchPolicy(policy, asked)));
  const underScps = own && !request.isServiceLinkedRole && !request.isManagementAccount;
  return {
    identity: own ? of(identity) : [],
    boundary: own && boundary ? of([boundary]) : undefined,
    session: own && session ? of([session]) : undefined,
    scps: underScps ? levels(scps) : [],
    rcps: isUnderRcps(request, asked) ? levels(rcps) : [],
    resource: resource ? of([resource]) : [],
  };
}

/** "RCPs don't affect resources in the management account", nor what service-linked roles do. */
const isUnderRcps = ({ isServiceLinkedRole, isResourceOfManagementAccount }: AccessRequest, { action }: Asked): boolean =>
  !isServiceLinkedRole && !isResourceOfManagementAccount && knowsRcps(action);

function matchPolicy(policy: PolicyInput, asked: Asked): Match[] {
  const matches: Match[] = [];
  for (const statement of parsePolicy(policy.document).statements) {
    if (!isInPlace(policy, statement)) continue;
    const { principals, effect } = statement;
    const naming = principals && matchPrincipals(principals, effect, asked);
    if (principals && !naming) continue;
    const holds = matchStatement(statement, asked);
    if (holds > 0) matches.push({ policy, statement, holds: holds as Match['holds'], ...(naming && { naming }) });
  }
  return matches;
}

/** Whether a statement counts at an end: what is open, allows only at the upper and denies only at the lower one. */
const counts = ({ holds, statement }: Match, end: End): boolean => holds === 2 || (end === 'upTo') === (statement.effect === 'Allow');
const denied = (matches: Match[], end: End): boolean => matches.some((each) => each.statement.effect === 'Deny' && counts(each, end));
const allowed = (matches: Match[], end: End): boolean => matches.some((each) => each.statement.effect === 'Allow' && counts(each, end));

function decide(matches: Matches, request: AccessRequest, asked: Asked, end: End): Decision {
  const { identity, boundary, session, scps, rcps, resource } = matches;
  const all = [identity, boundary ?? [], session ?? [], ...scps, ...rcps, resource];
  if (all.some((each) => denied(each, end))) return 'ExplicitlyDenied';
  // RCPFullAWSAccess is part of every level, so that resource control policies only ever deny.
  if (isUnchangeable(asked) || !scps.every((level) => allowed(level, end))) return 'ImplicitlyDenied';
  return isGranted(matches, request, asked, end) ? 'Allowed' : 'ImplicitlyDenied';
}

/**
 * What is left of identity and resource policies. In one account either is enough, but a resource policy that names the session's role stays within boundary and session policy, and one
 * that names the account leaves it to the identity policies; one that names the requester itself is limited by neither. Across accounts both must allow.
 */
function isGranted({ identity, boundary, session, resource }: Matches, { resourceAccount }: AccessRequest, asked: Asked, end: End): boolean {
  const { requester } = asked;
  const named = (...as: Naming[]): boolean =>
    allowed(
      resource.filter(({ naming }) => naming !== undefined && as.includes(naming)),
      end,
    );
  if (isOutside(requester)) return named('itself');
  const within = (!boundary || allowed(boundary, end)) && (!session || allowed(session, end));
  const byIdentity = within && (requester.kind === 'root' || allowed(identity, end));
  if (requester.account !== resourceAccount) return byIdentity && named('itself', 'role', 'account');
  if (named('itself') || (within && named('role'))) return true;
  return byIdentity && (named('account') || !needsResourcePolicy(asked));
}

const refsOf = (matches: Match[], effect: 'Allow' | 'Deny'): StatementRef[] => matches.filter(({ statement }) => statement.effect === effect).map(refOf);
const refOf = ({ policy, statement }: Match): StatementRef => statementRef(policy, statement);

const openConditions = (match: Match, { context }: Asked): OpenCondition[] =>
  match.holds === 1 ? openIn(match.statement, context).map((open) => ({ statement: refOf(match), ...open })) : [];
