import type { AwsEstate, AwsGroupOf, AwsPrincipal, InlinePolicy } from '../../iam/awsEstate.ts';
import type { PolicyCompiler } from '../../iam/compile.ts';
import type { PrincipalPolicies, PrincipalRequest } from '../../iam/compilePrincipal.ts';
import type { PolicyInput, RequestContext } from '../../iam/evaluation.ts';
import { openContext } from '../../iam/openContext.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { inputsOf } from '../../iam/policiesOf.ts';
import { accountAdministratorKey, accountKey, anonymousKey, arnKey } from '../../model/awsKeys.ts';
import { asksWho, Likeness } from './likeness.ts';
import type { Subject } from './subject.ts';

/** Everybody whose permissions are worked out, who belongs to a group that is one of them, and of whom many are told together. */
export type Subjects = {
  all: Subject[];
  memberships: { user: AwsPrincipal; group: AwsGroupOf }[];
  alike: Alike[];
};

/** Principals whose permissions are the same: they are told of a node that they act as, which is counted nowhere (docs/aws.md). */
export type Alike = { key: string; account: string; policies: string[]; members: AwsPrincipal[] };

/** The document of an ARN, for the facts that it says. */
type PlaceOf = (arn: string) => number;
type Parts = { estate: AwsEstate; compiler: PolicyCompiler; placeOf: PlaceOf; digest(texts: Iterable<string>): string };

/**
 * Users, roles, administrators of accounts, groups, anyone. A user's share of a group is told of the group, whose identity the user then acts as, where that says the same: where nothing of the
 * user's limits or denies, and the group's policies do not ask who it is. Else it is told of the user.
 * @param administrators ARNs of those who may do everything: nothing is told of them but that
 * @param fewestAlike    how many principals there are at least that are told together
 */
export function subjectsOf(parts: Parts, administrators: ReadonlySet<string>, fewestAlike: number): Subjects {
  const { estate } = parts;
  const shared = new Map(
    estate.principals.flatMap((user) => (user.kind === 'user' ? [[user, administrators.has(user.arn) ? [] : sharedGroups(user)] as const] : [])),
  );
  const groups = new Set([...shared.values()].flat());
  const drafts = estate.principals.map((principal): Draft => {
    const draft = principalDraft(parts, principal, shared.get(principal) ?? []);
    return administrators.has(principal.arn) ? { ...draft, isToldAbroadOnly: true } : draft;
  });
  const { alone, together, alike } = tellTogether(parts, drafts, fewestAlike);
  const all = [
    ...[...estate.accounts.keys()].sort().map((account) => administratorOf(parts, account)),
    ...[...groups].map((group) => groupSubject(parts, group)),
    ...[...together, ...alone].map((draft) => compiled(parts, draft)),
    anyone(parts),
  ];
  return { all, memberships: [...shared].flatMap(([user, of]) => of.map((group) => ({ user, group }))), alike };
}

/** Administrators, and who has nothing that could be told together. */
const isToldApart = ({ isToldAbroadOnly, policies }: Draft): boolean => isToldAbroadOnly === true || policies.identity.length === 0;

/** Those that are told together: the first stands for all, and what it may do rests on its policies, whomever else they are attached to. */
function tellTogether({ estate, digest }: Parts, drafts: readonly Draft[], fewest: number): { alone: Draft[]; together: Draft[]; alike: Alike[] } {
  const likeness = new Likeness(estate);
  const found = Map.groupBy(drafts.keys(), (at) => (isToldApart(drafts[at]!) ? undefined : likeness.of(drafts[at]!)));
  const groups = [...found].filter(([text, places]) => text !== undefined && places.length >= fewest);
  const told = new Set(groups.flatMap(([, places]) => places));
  const made = groups.map(([text, [...places]]) => {
    const { account, policies, ...first } = drafts[places[0]!]!;
    const key = `${accountKey(account)}/alike/${digest([text ?? ''])}`;
    const identity = policies.identity.map(({ attachedTo: _, ...policy }) => policy);
    return {
      draft: { ...first, account, key, policies: { ...policies, identity } },
      alike: { key, account, policies: identity.map(({ policy }) => policy), members: places.map((at) => estate.principals[at]!) },
    };
  });
  return {
    alone: drafts.filter((_, at) => !told.has(at)),
    together: made.map(({ draft }) => draft),
    alike: made.map(({ alike }) => alike),
  };
}

function sharedGroups({ groups, inline, managed, boundary }: AwsPrincipal): AwsGroupOf[] {
  const own = [...inline, ...managed, ...groups.flatMap((group) => [...group.inline, ...group.managed])];
  return boundary || own.some(denies) ? [] : groups.filter((group) => ![...group.inline, ...group.managed].some(asksWhoHolds));
}

type Attached = { document?: InlinePolicy['document'] };
const statementsOf = ({ document }: Attached) => (document === undefined ? [] : parsePolicy(document).statements);
const denies = (policy: Attached): boolean => statementsOf(policy).some(({ effect }) => effect === 'Deny');

/** Whether a policy's meaning depends on who its holder is. */
const asksWhoHolds = (policy: Attached): boolean => statementsOf(policy).some(asksWho);

function principalDraft(parts: Parts, principal: AwsPrincipal, shared: readonly AwsGroupOf[]): Draft {
  const { arn, account, groups, boundary, requester, isServiceLinked } = principal;
  const identity = [
    ...inputsOf('identity', arn, principal),
    ...groups.filter((group) => !shared.includes(group)).flatMap((group) => inputsOf('group', group.arn, group)),
  ];
  const limit = boundary?.document;
  const missing = boundary && limit === undefined ? `the permissions boundary ${boundary.arn} was not imported` : undefined;
  const policies = {
    identity,
    ...(boundary && limit !== undefined && { boundary: { role: 'boundary' as const, policy: boundary.arn, attachedTo: arn, document: limit } }),
  };
  return {
    ...draftOf(parts, account, policies, { principal: requester, isServiceLinkedRole: isServiceLinked, context: contextOf(parts.estate, principal) }),
    ...{ key: arnKey(arn), at: parts.placeOf(arn), ...(missing !== undefined && { missing }) },
  };
}

function groupSubject(parts: Parts, group: AwsGroupOf): Subject {
  const { arn, account } = group;
  const requester = arn.replace(/:group\/.*$/, ':user/any-member');
  const request = { principal: requester, context: openContext(new Map([['aws:principalaccount', account]])) };
  return compiled(parts, { ...draftOf(parts, account, { identity: inputsOf('group', arn, group) }, request), key: arnKey(arn), at: parts.placeOf(arn) });
}

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Whoever may give itself any permission of the account; only the organisation's policies bind it. */
function administratorOf(parts: Parts, account: string): Subject {
  const key = accountAdministratorKey(account);
  const identity: PolicyInput[] = [{ role: 'identity', policy: 'administrator', attachedTo: key, document: everything }];
  const request = { principal: `arn:aws:iam::${account}:user/any-administrator`, context: openContext(new Map([['aws:principalaccount', account]])) };
  const first = parts.estate.principals.find((each) => each.account === account);
  return compiled(parts, { ...draftOf(parts, account, { identity }, request), key, at: first ? parts.placeOf(first.arn) : 0 });
}

/** Who has no credential of AWS at all. */
function anyone({ compiler }: Parts): Subject {
  const [policies, request] = [
    { identity: [], scps: [] },
    { principal: 'anonymous', context: openContext(new Map()) },
  ];
  return { key: anonymousKey, account: undefined, partition: 'aws', policies, request, ...compiledBoth(compiler, policies, request, ''), at: 0 };
}

/** A subject before its policies are compiled. */
type Draft = Omit<Subject, 'account' | 'compiled' | 'abroad'> & { account: string };

const compiled = ({ compiler }: Parts, draft: Draft): Subject => ({ ...draft, ...compiledBoth(compiler, draft.policies, draft.request, draft.account) });

/** Many policies ask whether the resource is of the own account. */
function compiledBoth(compiler: PolicyCompiler, policies: PrincipalPolicies, request: PrincipalRequest, account: string): Pick<Subject, 'compiled' | 'abroad'> {
  const values = new Map([...request.context.values, ['aws:resourceaccount', account], ['s3:resourceaccount', account]] as const);
  const compiled = compiler.principal(policies, { ...request, context: { ...request.context, values } });
  const asks = [...policies.identity, ...policies.scps.flatMap((level) => level.policies), ...(policies.boundary ? [policies.boundary] : [])].some(asksWhose);
  return { compiled, abroad: asks ? compiler.principal(policies, request) : compiled };
}

const asksWhose = (policy: Attached): boolean => statementsOf(policy).some(({ text }) => /resourceaccount/i.test(JSON.stringify(text)));

function draftOf(
  { estate }: Parts,
  account: string,
  own: Omit<PrincipalPolicies, 'scps'>,
  asked: PrincipalRequest,
): Pick<Draft, 'account' | 'partition' | 'policies' | 'request'> {
  const of = estate.accounts.get(account);
  const request = { ...asked, isManagementAccount: of?.isManagement === true };
  return { account, partition: asked.principal.split(':')[1] ?? 'aws', policies: { ...own, scps: of?.scps ?? [] }, request };
}

/** What a request of the principal always says, whenever it is made. */
function contextOf({ organizationId }: AwsEstate, { kind, arn, account, name, id, tags }: AwsPrincipal): RequestContext {
  const values = new Map([
    ['aws:principalarn', arn],
    ['aws:principalaccount', account],
    ['aws:principaltype', kind === 'user' ? 'User' : 'AssumedRole'],
    ...Object.entries(tags).map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, value] as const),
  ] as [string, string][]);
  if (kind === 'user') values.set('aws:username', name);
  if (kind === 'user' && id !== undefined) values.set('aws:userid', id);
  if (organizationId !== undefined) values.set('aws:principalorgid', organizationId);
  return openContext(values);
}
