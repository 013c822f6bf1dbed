import { type PolicyEstate, type PolicyPrincipal, policyEstate } from '../../lib/estate/workloads/policyEstate.ts';
import { arnForms } from '../../lib/iam/arnForms.ts';
import type { ActionSet } from '../../lib/iam/catalogue.ts';
import { type PolicyCompiler, policyCompiler } from '../../lib/iam/compile.ts';
import type { CompiledPrincipal } from '../../lib/iam/compilePrincipal.ts';
import type { LevelInput, PolicyInput, PolicySet, RequestContext } from '../../lib/iam/evaluation.ts';
import { expandPermissions, type Permission } from '../../lib/iam/expandPermissions.ts';
import { classReader } from '../../lib/iam/permissionClasses.ts';
import { type ProbedResource, type ResourceFamily, resourceFamilies } from '../../lib/iam/resourceFamilies.ts';

/** An account as `lib/iam` takes it. */
export type IamEstate = {
  account: string;
  principals: { arn: string; policies: Pick<PolicySet, 'identity' | 'boundary' | 'scps'>; context: RequestContext }[];
  resources: { arn: string; actions: ActionSet; policy?: PolicyInput }[];
};

export function iamEstate(scale: number): IamEstate {
  const { account, principals, resources, scps } = policyEstate(scale);
  const levels: LevelInput[] = scps.map((documents, i) => ({
    target: `level ${i}`,
    policies: documents.map((document) => ({ role: 'scp', policy: 'scp', document })),
  }));
  return { account, principals: principals.map((principal) => principalOf(principal, levels)), resources: resources.map(resourceOf) };
}

function principalOf({ arn, team, identity, boundary }: PolicyPrincipal, scps: LevelInput[]): IamEstate['principals'][number] {
  const values = new Map([
    ['aws:principalarn', arn],
    ['aws:principaltag/team', team],
    ['aws:securetransport', 'true'],
    ['aws:sourceip', '203.0.113.50'],
  ]);
  const unknown = (key: string): boolean => key === 'aws:multifactorauthpresent' || key.startsWith('aws:resourcetag/');
  return {
    arn,
    policies: {
      identity: identity.map((document, i) => ({ role: 'identity', policy: `policy ${i}`, attachedTo: arn, document })),
      ...(boundary !== undefined && { boundary: { role: 'boundary', policy: 'boundary', document: boundary } }),
      scps,
    },
    context: { values, unknown },
  };
}

function resourceOf({ arn, policy }: PolicyEstate['resources'][number]): IamEstate['resources'][number] {
  const [form] = arnForms().formsOf(arn);
  if (!form) throw new Error(`the catalogue has no form for ${arn}`);
  return {
    arn,
    actions: arnForms().actionsOn(form),
    ...(policy !== undefined && { policy: { role: 'resource', policy: 'resource', attachedTo: arn, document: policy } }),
  };
}

export type IamSeconds = Record<'compile' | 'group' | 'expand', number>;
export type IamFigures = { statements: number; patterns: number; groups: number; permissions: { certain: number; upTo: number } };

/** Everything that every principal may do on every resource, and how long each step took. */
export function expandEstate(estate: IamEstate): { seconds: IamSeconds; figures: IamFigures } {
  const begun = performance.now();
  const compiler = policyCompiler();
  const principals = estate.principals.map((each) => compileOne(compiler, each));
  const compiled = performance.now();
  const families = resourceFamilies(probesOf(compiler, estate));
  const grouped = performance.now();
  const count = permissionCounter();
  const access = compiler.access();
  const permissions = { certain: 0, upTo: 0 };
  for (const principal of principals) for (const permission of expandPermissions(principal, families, access)) count(permission, permissions);
  const done = performance.now();
  return {
    seconds: { compile: (compiled - begun) / 1000, group: (grouped - compiled) / 1000, expand: (done - grouped) / 1000 },
    figures: { ...sizesOf(estate, families), permissions },
  };
}

export const compileOne = (compiler: PolicyCompiler, { arn, policies, context }: IamEstate['principals'][number]): CompiledPrincipal =>
  compiler.principal(policies, { principal: arn, context });

export const compileResource = (
  compiler: PolicyCompiler,
  { account }: IamEstate,
  { arn, policy }: IamEstate['resources'][number],
): ProbedResource['compiled'] => compiler.resource({ arn, account, ...(policy && { policy }) });

function* probesOf(compiler: PolicyCompiler, estate: IamEstate): Generator<ProbedResource> {
  for (const [resource, each] of estate.resources.entries()) yield { resource, compiled: compileResource(compiler, estate, each), actions: each.actions };
}

/** Counts the pairs of class and resource of an entry, which is what grants are made of. */
function permissionCounter(): (of: Permission, into: { certain: number; upTo: number }) => void {
  const classesOf = classReader();
  return (permission, into) => {
    const { family, groups, others } = permission;
    const { certain, upTo } = classesOf(permission);
    const named = groups.reduce((sum, at) => sum + family.groups[at]!.resources.length, 0);
    const resources = others ? family.size - named : named;
    into.certain += resources * certain.length;
    into.upTo += resources * upTo.length;
  };
}

function sizesOf({ principals }: IamEstate, families: readonly ResourceFamily[]): Omit<IamFigures, 'permissions'> {
  const statements = principals.reduce((sum, { policies }) => sum + policies.identity.reduce((of, { document }) => of + statementsIn(document), 0), 0);
  const patterns = new Set(families.flatMap(({ matching }) => [...matching.keys()])).size;
  return { statements, patterns, groups: families.reduce((sum, { groups }) => sum + groups.length, 0) };
}

const statementsIn = (document: PolicyInput['document']): number => (document as { Statement: unknown[] }).Statement.length;
