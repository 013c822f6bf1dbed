import type { AwsEstate, AwsPrincipal } from '../../iam/awsEstate.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { statementRef } from '../../iam/statementRef.ts';
import { accountAdministratorKey, accountKey, arnKey, servicePrincipalKey } from '../../model/awsKeys.ts';
import type { Fact } from '../../model/facts.ts';
import { statementsAsEvidence } from './statementEvidence.ts';
import type { Alike } from './subjects.ts';

/** The administrator of an account, and what follows from administering it: its root user is one, and may become every user and role that the account can change. */
export function* administratorFacts({ principals }: AwsEstate, account: string): Generator<Fact> {
  const key = accountAdministratorKey(account);
  yield { fact: 'identity', key, kind: 'role', name: `administrator of ${account}`, administers: accountKey(account), system: 'aws' };
  const own = principals.filter((each) => each.account === account);
  const partition = own[0]?.arn.split(':')[1] ?? 'aws';
  yield { fact: 'edge', edge: 'acts-as', from: arnKey(`arn:${partition}:iam::${account}:root`), to: key, evidence: { why: 'the root user may do everything' } };
  for (const { arn, isProtected } of own)
    if (!isProtected)
      yield {
        fact: 'edge',
        edge: 'acts-as',
        from: key,
        to: arnKey(arn),
        lasting: true,
        evidence: { why: 'an administrator makes a key of any user, and edits the trust of any role' },
      };
}

/** Services that a role's trust lets in: they act as it where somebody set them to. */
export function* serviceTrustFacts({ arn, trust, maxSession }: AwsPrincipal): Generator<Fact> {
  const policy = { role: 'resource' as const, policy: 'trust policy', attachedTo: arn, document: trust ?? {} };
  for (const statement of parsePolicy(trust ?? {}).statements) {
    if (statement.effect !== 'Allow' || statement.principals?.not !== false) continue;
    for (const { kind, ...entry } of statement.principals.entries) {
      if (kind !== 'service' || !('name' in entry)) continue;
      const key = servicePrincipalKey(entry.name);
      yield { fact: 'identity', key, kind: 'service', name: entry.name.toLowerCase(), system: 'aws', party: 'AWS' };
      const evidence = statementsAsEvidence([statementRef(policy, statement)], { principals: [entry.name], actions: ['sts:AssumeRole'] });
      yield { fact: 'edge', edge: 'acts-as', from: key, to: arnKey(arn), ...(maxSession !== undefined && { sessionTtl: maxSession }), evidence };
    }
  }
}

/** Principals that are told together: each acts as what stands for all of them. With whose document says so. */
export function* factsOfAlike({ key, account, policies, members }: Alike): Generator<{ fact: Fact; arn: string }> {
  const name = `${members.length} principals of ${account} whose policies say the same`;
  yield { fact: { fact: 'resource', key, kind: 'set', name, system: 'aws' }, arn: members[0]!.arn }; // there are at least two
  for (const { arn } of members) yield { fact: { fact: 'edge', edge: 'acts-as', from: arnKey(arn), to: key, evidence: { why: name, policies } }, arn };
}
