import type { Json } from '../model/facts.ts';
import type { AccessRequest, LevelInput, PolicyInput, PolicySet } from './evaluation.ts';
import { readRequester } from './principal.ts';

type Named = { name: string; policy: Json };
type Level = { target: string; policies: Named[] };

/** A request and all policies that decide it, as `keyblast iam evaluate` reads it (docs/iam.md). */
export type EvaluationCase = {
  policies: {
    identity: Named[];
    groups: (Named & { group: string })[];
    boundary: Json;
    session: Json;
    scps: Level[];
    rcps: Level[];
    /** Of a bucket, queue, key; or a role's trust policy. */
    resource: Json;
  };
  request: {
    principal: string;
    action: string;
    resource: string;
    resourceAccount: string;
    /** All keys that the request has. */
    context: Record<string, string | string[]>;
    principalIsServiceLinkedRole?: boolean | undefined;
  };
  organization?: { managementAccountId?: string | undefined } | undefined;
};

/** A case as `evaluate` takes it. */
export function readCase({ policies, request, organization }: EvaluationCase): { policies: PolicySet; request: AccessRequest } {
  const { identity, groups, boundary, session, scps, rcps, resource } = policies;
  const { context, principalIsServiceLinkedRole, ...asked } = request;
  const one = (role: PolicyInput['role'], document: Json): PolicyInput | undefined => (document === null ? undefined : { role, policy: role, document });
  const [ofBoundary, ofSession, ofResource] = [one('boundary', boundary), one('session', session), one('resource', resource)];
  return {
    policies: {
      identity: [
        ...identity.map(({ name, policy }) => ({ role: 'identity' as const, policy: name, attachedTo: asked.principal, document: policy })),
        ...groups.map(({ group, name, policy }) => ({ role: 'group' as const, policy: name, attachedTo: group, document: policy })),
      ],
      ...(ofBoundary && { boundary: ofBoundary }),
      ...(ofSession && { session: ofSession }),
      ...(ofResource && { resource: { ...ofResource, attachedTo: asked.resource } }),
      scps: scps.map((level) => readLevel('scp', level)),
      rcps: rcps.map((level) => readLevel('rcp', level)),
    },
    request: {
      ...asked,
      isServiceLinkedRole: principalIsServiceLinkedRole === true,
      ...(organization?.managementAccountId !== undefined && {
        isManagementAccount: readRequester(asked.principal).account === organization.managementAccountId,
        isResourceOfManagementAccount: asked.resourceAccount === organization.managementAccountId,
      }),
      context: { values: new Map(Object.entries(context)) },
    },
  };
}

const readLevel = (role: 'scp' | 'rcp', { target, policies }: Level): LevelInput => ({
  target,
  policies: policies.map(({ name, policy }) => ({ role, policy: name, attachedTo: target, document: policy })),
});
