import { iso } from '../moltbookEstate.ts';
import type { Random } from '../random.ts';
import { iamArn, region, sessionKeyId } from './accounts.ts';

/** A call of AWS's API as its trail names it. @property data a data event, of which trails log those they are told to */
export type Call = { service: string; name: string; parameters?: object; data?: true; response?: object; deniedOn?: string };
/** Who calls: a user with a key or at the console, or a session of a role. */
export type Caller = { identity: object; name: string };
export type Where = { address: string; agent: string };

/** One record of a trail, version 1.09. */
export function trailEvent(account: string, at: number, caller: Caller, call: Call, where: Where, random: Random): object {
  const { service, name, parameters = null, data, response = null, deniedOn } = call;
  return {
    ...{ eventVersion: '1.09', userIdentity: caller.identity, eventTime: iso(at), eventSource: `${service}.amazonaws.com`, eventName: name },
    ...{ awsRegion: region, sourceIPAddress: where.address, userAgent: where.agent },
    ...(deniedOn !== undefined && {
      errorCode: 'AccessDenied',
      errorMessage: `${caller.name} is not authorized to perform: ${service}:${name} on resource: ${deniedOn} because no identity-based policy allows it`,
    }),
    ...{ requestParameters: parameters, responseElements: response, requestID: uuid(random), eventID: uuid(random) },
    ...{ readOnly: /^(?:Get|List|Describe|Query|Head)/.test(name), eventType: 'AwsApiCall', managementEvent: data === undefined },
    ...{ recipientAccountId: account, eventCategory: data === undefined ? 'Management' : 'Data' },
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: `${service}.${region}.amazonaws.com` },
  };
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 4 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A user of IAM. @param path what stands before its name in the ARN, with its slash; @param keyId absent: at the console */
export function userCaller(account: string, path: string, userName: string, keyId?: string): Caller {
  const arn = iamArn(account, `user/${path}${userName}`);
  return {
    name: `User: ${arn}`,
    identity: {
      ...{ type: 'IAMUser', principalId: `AIDAFAKE${account.slice(0, 4)}000000000`, arn, accountId: account },
      ...(keyId !== undefined && { accessKeyId: keyId }),
      userName,
    },
  };
}

/** A session of a role. @param number tells its key apart from those of all other sessions; @param beside members that say where AWS delivered it to */
export function sessionCaller(account: string, role: string, session: string, number: number, startedAt: number, beside: SessionMembers = {}): Caller {
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/${session}`;
  const principalId = `AROAFAKE${account.slice(0, 4)}000000000`;
  const { context = {}, ...members } = beside;
  return {
    name: `User: ${arn}`,
    identity: {
      ...{ type: 'AssumedRole', principalId: `${principalId}:${session}`, arn, accountId: account, accessKeyId: sessionKeyId(number) },
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId, arn: iamArn(account, `role/${role}`), accountId: account, userName: role },
        attributes: { creationDate: iso(startedAt), mfaAuthenticated: 'false' },
        ...context,
      },
      ...members,
    },
  };
}
export type SessionMembers = { context?: object; inScopeOf?: object };

/** The call by which somebody comes to have such a session. */
export const assumeRole = (account: string, role: string, session: string, number: number): Call => ({
  ...{ service: 'sts', name: 'AssumeRole', parameters: { roleArn: iamArn(account, `role/${role}`), roleSessionName: session } },
  response: { credentials: { accessKeyId: sessionKeyId(number) } },
});
