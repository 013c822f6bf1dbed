import { parseArn } from '../../model/arn.ts';
import { accountKey, anonymousKey, arnKey, identityCenterUserKey, servicePrincipalKey, uniqueIdKey, unknownCallerKey } from '../../model/awsKeys.ts';
import { awsResource } from '../../model/awsResource.ts';
import type { IdentityFact } from '../../model/facts.ts';
import { accessKey, emailKey } from '../keyForms.ts';
import { asObject } from '../parseJson.ts';
import { present } from '../present.ts';
import type { Members } from './events.ts';

/** A text of the event that may stand in a key: without secrets, undefined where there is none. */
export type Text = (value: unknown) => string | undefined;

/** Whom an event speaks of. */
export type Caller = {
  /** Key of the identity; a session is its role's or user's. */
  identity: string;
  /** What it is, where no inventory will ever say it. */
  described?: Pick<IdentityFact, 'kind' | 'name' | 'party'>;
  /** Id of the key that was presented: long-term (`AKIA…`) or of a session (`ASIA…`). */
  accessKey?: string;
  /** It acts in a session of a role or user; AWS's own services' sessions are never in anybody's hand and do not count. */
  inSession: boolean;
  /** The name that the session was given. */
  sessionName?: string;
};

type Parts = { text: Text; user: Members; type: string; account: string; partition: string } & {
  [Name in 'arn' | 'principal' | 'userName']: string | undefined;
};

/** @param account of the log, where the event does not name the caller's */
export function callerOf(user: Members, text: Text, account: string | undefined, partition: string): Caller {
  const arn = text(user.arn);
  const parts: Parts = {
    text,
    user,
    type: text(user.type) ?? '',
    // what rule authors abridge to `arn::::x` names nothing
    arn: arn !== undefined && /^aws/.test(parseArn(arn)?.partition ?? '') ? arn : undefined,
    account: text(user.accountId) ?? account ?? 'unknown',
    partition,
    principal: text(user.principalId),
    userName: text(user.userName),
  };
  const who = callers[parts.type]?.(parts) ?? otherCaller(parts);
  const id = text(user.accessKeyId);
  const temporary = id?.startsWith('ASIA') === true || parts.type === 'AssumedRole' || parts.type === 'FederatedUser';
  return {
    ...who,
    inSession: temporary && /^aws:arn:/.test(who.identity) && !isServiceLinked(who.identity),
    ...present({
      accessKey: id !== undefined && accessKey(id) !== undefined ? id : undefined,
      sessionName: parts.type === 'AssumedRole' ? sessionNameOf(parts) : undefined,
    }),
  };
}

/** A role that only the service it is for can use. */
export const isServiceLinked = (identity: string): boolean => identity.includes(':role/aws-service-role/');

type Who = Pick<Caller, 'identity' | 'described'>;

/** One line a type of the CloudTrail record reference ("userIdentity element"). */
const callers: { [type: string]: (parts: Parts) => Who | undefined } = {
  AssumedRole: role,
  AWSAccount: otherAccount,
  AWSService: service,
  FederatedUser: ({ arn }) => arnOf(arn),
  IAMUser: user,
  IdentityCenterUser: (parts) => identityCenterUser(parts, asObject(parts.user.onBehalfOf) ?? {}),
  Role: role,
  Root: ({ partition, account, arn }) => arnOf(arn ?? `arn:${partition}:iam::${account}:root`),
  SAMLUser: samlUser,
  Unknown: (parts) => identityCenterUser(parts, { userId: parts.principal }),
  WebIdentityUser: webIdentity,
};

const arnOf = (arn: string | undefined): Who | undefined => (arn === undefined ? undefined : { identity: arnKey(awsResource(arn)) });

function user({ arn, userName, partition, account, principal }: Parts): Who | undefined {
  return arnOf(arn) ?? (userName === undefined ? byPrincipalId(principal) : { identity: arnKey(`arn:${partition}:iam::${account}:user/${userName}`) });
}

/** By the ARN of the role itself, which has its path, before that of the session. */
function role({ text, user: { sessionContext }, arn, partition, account, principal }: Parts): Who | undefined {
  const issuer = asObject(asObject(sessionContext)?.sessionIssuer) ?? {};
  const own = text(issuer.arn);
  if (own !== undefined && parseArn(own)?.service === 'iam') return arnOf(own);
  if (arn !== undefined && parseArn(awsResource(arn))?.service === 'iam') return arnOf(arn);
  const name = text(issuer.userName);
  return name === undefined ? byPrincipalId(principal) : arnOf(`arn:${partition}:iam::${text(issuer.accountId) ?? account}:role/${name}`);
}

function service({ text, user: { invokedBy } }: Parts): Who | undefined {
  const name = text(invokedBy);
  return name === undefined ? undefined : { identity: servicePrincipalKey(name), described: { kind: 'service', name, party: 'AWS' } };
}

/** A caller of another account, whose name this account's log does not know; or nobody who says who it is. */
function otherAccount({ arn, account, principal }: Parts): Who | undefined {
  if (/anonymous/i.test(account) || /anonymous/i.test(principal ?? ''))
    return { identity: anonymousKey, described: { kind: 'anonymous', name: 'anyone (aws)' } };
  return arnOf(arn) ?? byPrincipalId(principal) ?? (/^\d{12}$/.test(account) ? { identity: accountKey(account) } : undefined);
}

/** Unique ids (`AIDA…`, `AROA…`) are never used again, names are. */
function byPrincipalId(principal: string | undefined): Who | undefined {
  const id = /^A[A-Z0-9]{8,}(?=:|$)/.exec(principal ?? '')?.[0];
  return id === undefined ? undefined : { identity: uniqueIdKey(id) };
}

/** People of IAM Identity Center. Ids of its own directory begin with the directory's. */
function identityCenterUser({ text }: Parts, { userId, identityStoreArn }: Members): Who | undefined {
  const id = text(userId);
  const [whole, directory] = /^(?:([0-9a-f]{10})-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(id ?? '') ?? [];
  if (whole === undefined) return undefined;
  const store = /identitystore\/(d-[0-9a-f]+)$/.exec(text(identityStoreArn) ?? '')?.[1] ?? (directory === undefined ? undefined : `d-${directory}`);
  return { identity: store === undefined ? uniqueIdKey(whole) : identityCenterUserKey(store, whole) };
}

/** `repo:org/app` of `arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com` is `oidc:token.actions.githubusercontent.com/repo:org/app`. */
function webIdentity({ text, user: { identityProvider }, userName, principal }: Parts): Who | undefined {
  const provider = text(identityProvider);
  const issuer = provider === undefined ? undefined : (/:oidc-provider\/(.+)$/.exec(provider)?.[1] ?? provider);
  const subject = userName ?? principal?.split(':').at(-1);
  return issuer === undefined || subject === undefined ? undefined : { identity: `oidc:${issuer}/${subject}` };
}

/** Without an e-mail address people are told apart by the provider that vouches for them. */
function samlUser({ userName, principal, account }: Parts): Who | undefined {
  if (userName === undefined) return undefined;
  return { identity: emailKey(userName) ?? `saml:${account}/${principal?.split(':').at(-1) ?? 'unknown'}/${userName}` };
}

/** What is of no known type: by its ARN, as a service, as somebody of the account. */
function otherCaller(parts: Parts): Who {
  return arnOf(parts.arn) ?? service(parts) ?? { identity: unknownCallerKey(parts.account) };
}

/** What follows the role's id or name. */
function sessionNameOf({ arn, principal }: Parts): string | undefined {
  return /:assumed-role\/[^/]+\/(.+)$/.exec(arn ?? '')?.[1] ?? /^[^:]+:(.+)$/.exec(principal ?? '')?.[1];
}
