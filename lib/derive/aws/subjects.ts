import type { AwsEstate, AwsGroupOf, AwsPrincipal, InlinePolicy } from '../../iam/awsEstate.ts';
import type { PolicyCompiler } from '../../iam/compile.ts';
import type { PrincipalPolicies, PrincipalRequest } from '../../iam/compilePrincipal.ts';
import type { PolicyInput, RequestContext } from '../../iam/evaluation.ts';
import { openContext } from '../../iam/openContext.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { inputsOf } from '../../iam/policiesOf.ts';
import { accountAdministratorKey, anonymousKey, arnKey } from '../../model/awsKeys.ts';
import type { Subject } from './subject.ts';

/** Everybody whose permissions are worked out, and who belongs to a group that is one of them. */
export type Subjects = {
  all: Subject[];
  memberships: { user: AwsPrincipal; group: AwsGroupOf }[];
};

/** The document of an ARN, for the facts that it says. */
type PlaceOf = (arn: string) => number;
type Parts = { estate: AwsEstate; compiler: PolicyCompiler; placeOf: PlaceOf };

/**
 * Users, roles, administrators of accounts, groups, anyone. A user's share of a group is told of the group, whose identity the user then acts as, where that says the same: where nothing of the
 * user's limits or denies, and the group's policies do not ask who it is. Else it is told of the user.
 * @param administrators ARNs of those who may do everything: nothing is told of them but that
 */
export function subjectsOf(parts: Parts, administrators: ReadonlySet<string>): Subjects {
  const { estate } = parts;
  const shared = new Map(
    estate.principals.flatMap((user) => (user.kind === 'user' ? [[user, administrators.has(user.arn) ? [] : sharedGroups(user)] as const] : [])),
  );
  const groups = new Set([...shared.values()].flat());
  const all = [
    ...[...estate.accounts.keys()].sort().map((account) => administratorOf(parts, account)),
    ...[...groups].map((group) => groupSubject(parts, group)),
    ...estate.principals.map((principal) => ({
      ...principalSubject(parts, principal, shared.get(principal) ?? []),
      ...(administrators.has(principal.arn) && { isToldAbroadOnly: true }),
    })),
    anyone(parts),
  ];
  return { all, memberships: [...shared].flatMap(([user, of]) => of.map((group) => ({ user, group }))) };
}

function sharedGroups({ groups, inline, managed, boundary }: AwsPrincipal): AwsGroupOf[] {
  const own = [...inline, ...managed, ...groups.flatMap((group) => [...group.inline, ...group.managed])];
  return boundary || own.some(denies) ? [] : groups.filter((group) => ![...group.inline, ...group.managed].some(asksWho));
}

type Attached = { document?: InlinePolicy['document'] };
const statementsOf = ({ document }: Attached) => (document === undefined ? [] : parsePolicy(document).statements);
const denies = (policy: Attached): boolean => statementsOf(policy).some(({ effect }) => effect === 'Deny');

/** Whether a policy's meaning depends on who its holder is. */
const asksWho = (policy: Attached): boolean =>
  statementsOf(policy).some(({ conditions, resources }) => {
    const texts = [...(resources?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
    return (
      conditions.some(({ key }) => /^aws:(principal|userid|username)/.test(key)) || texts.some(({ parts }) => parts.some((part) => typeof part !== 'string'))
    );
  });

function principalSubject(parts: Parts, principal: AwsPrincipal, shared: readonly AwsGroupOf[]): Subject {
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
    ...subject(parts, account, policies, { principal: requester, isServiceLinkedRole: isServiceLinked, context: contextOf(parts.estate, principal) }),
    ...{ key: arnKey(arn), at: parts.placeOf(arn), ...(missing !== undefined && { missing }) },
  };
}

function groupSubject(parts: Parts, group: AwsGroupOf): Subject {
  const { arn, account } = group;
  const requester = arn.replace(/:group\/.*$/, ':user/any-member');
  const request = { principal: requester, context: openContext(new Map([['aws:principalaccount', account]])) };
  return { ...subject(parts, account, { identity: inputsOf('group', arn, group) }, request), key: arnKey(arn), at: parts.placeOf(arn) };
}

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Whoever may give itself any permission of the account; only the organisation's policies bind it. */
function administratorOf(parts: Parts, account: string): Subject {
  const key = accountAdministratorKey(account);
  const identity: PolicyInput[] = [{ role: 'identity', policy: 'administrator', attachedTo: key, document: everything }];
  const request = { principal: `arn:aws:iam::${account}:user/any-administrator`, context: openContext(new Map([['aws:principalaccount', account]])) };
  const first = parts.estate.principals.find((each) => each.account === account);
  return { ...subject(parts, account, { identity }, request), key, at: first ? parts.placeOf(first.arn) : 0 };
}

/** Who has no credential of AWS at all. */
function anyone({ compiler }: Parts): Subject {
  const [policies, request] = [
    { identity: [], scps: [] },
    { principal: 'anonymous', context: openContext(new Map()) },
  ];
  return { key: anonymousKey, account: undefined, partition: 'aws', policies, request, ...compiledBoth(compiler, policies, request, ''), at: 0 };
}

type Made = Pick<Subject, 'account' | 'partition' | 'policies' | 'request' | 'compiled' | 'abroad'>;

/** Many policies ask whether the resource is of the own account. */
function compiledBoth(compiler: PolicyCompiler, policies: PrincipalPolicies, request: PrincipalRequest, account: string): Pick<Subject, 'compiled' | 'abroad'> {
  const values = new Map([...request.context.values, ['aws:resourceaccount', account], ['s3:resourceaccount', account]] as const);
  const compiled = compiler.principal(policies, { ...request, context: { ...request.context, values } });
  const asks = [...policies.identity, ...policies.scps.flatMap((level) => level.policies), ...(policies.boundary ? [policies.boundary] : [])].some(asksWhose);
  return { compiled, abroad: asks ? compiler.principal(policies, request) : compiled };
}

const asksWhose = (policy: Attached): boolean => statementsOf(policy).some(({ text }) => /resourceaccount/i.test(JSON.stringify(text)));

function subject({ estate, compiler }: Parts, account: string, own: Omit<PrincipalPolicies, 'scps'>, asked: PrincipalRequest): Made {
  const of = estate.accounts.get(account);
  const policies = { ...own, scps: of?.scps ?? [] };
  const request = { ...asked, isManagementAccount: of?.isManagement === true };
  return { account, partition: asked.principal.split(':')[1] ?? 'aws', policies, request, ...compiledBoth(compiler, policies, request, account) };
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
