import { parseArn } from '../../model/arn.ts';
import { arnKey } from '../../model/awsKeys.ts';
import type { Issuance } from '../../model/facts.ts';
import { asObject } from '../parseJson.ts';
import { type Caller, isServiceLinked, type Text } from './caller.ts';
import type { Members } from './events.ts';
import type { Vouched } from './proof.ts';

/** That sessions of an identity were seen, and how they are given, where the event says so. */
export type Session = { identity: string; issuance?: Issuance };

/** The session that a call was made in. */
export function sessionOf({ sessionContext, type }: Members, event: Members, caller: Caller, { proof, instance }: Vouched): Session {
  const issuer = /:oidc-provider\//.test(String(asObject(asObject(sessionContext)?.webIdFederationData)?.federatedProvider));
  if (String(event.sessionCredentialFromConsole) === 'true' || proof?.startsWith('signed in as '))
    return { identity: caller.identity, issuance: 'interactive' };
  if (instance !== undefined || issuer) return { identity: caller.identity, issuance: 'attested' };
  // GetSessionToken is for who has a long-term key
  return type === 'IAMUser' ? { identity: caller.identity, issuance: 'static' } : { identity: caller.identity };
}

/** The session that a call made: of the role, given as whoever asked for it proved who it is. */
export function sessionMadeBy({ eventName: name, requestParameters, responseElements }: Members, caller: Caller, text: Text): Session | undefined {
  const arn = text(asObject(requestParameters)?.roleArn);
  if (arn === undefined || parseArn(arn)?.service !== 'iam' || asObject(asObject(responseElements)?.credentials) === undefined) return undefined;
  const role = arnKey(arn);
  if (isServiceLinked(role)) return undefined;
  if (name === 'AssumeRoleWithSAML') return { identity: role, issuance: 'interactive' };
  if (name === 'AssumeRoleWithWebIdentity') return { identity: role, issuance: 'attested' };
  if (name !== 'AssumeRole') return undefined;
  if (caller.described?.kind === 'service') return { identity: role, issuance: 'attested' };
  // who has no session itself showed a key that lasts; what another session makes is as that one is
  return caller.inSession ? { identity: role } : { identity: role, issuance: 'static' };
}
