import type { ActionClass, Attrs, Condition, EdgeFact, Fact, GrantFact, IdentityFact, ResourceFact } from '../model/facts.ts';
import { type Binding, type Permission, type Role, rolesBodySchema, rolesKind, type Store, schemaReason } from '../model/rolesDocument.ts';
import { parseTime } from '../model/time.ts';
import { classifyAction } from './classifyAction.ts';
import type { Derived, DerivedFact, Deriver, Document, Problem } from './deriver.ts';

/**
 * The platform-neutral roles document (docs/formats/roles.md). A role is an identity of its own, `SCOPE/role/NAME`, that its members act as; what it may do on
 * fixed resources is granted to it once. Permissions on resources that depend on the member (`{member}`) or on the binding are granted to each member, and
 * a workload gets grants of its own, for they are a network position and no identity.
 */
export const roles: Deriver = {
  id: 'roles',
  version: 1,
  understands: (_platform, kind) => kind === rolesKind,
  derive: deriveRoles,
};

type Placed<T> = T & { at: number };
type Scope = { platform: string; scope: string };
/** Takes the wildcards that one document grants. */
type Patterns = { add(resource: string): void };
type Parts = { roles: Map<string, Placed<Role>[]>; bindings: Placed<Binding>[]; stores: Placed<Store>[] };

function deriveRoles(scope: Scope, documents: { at: number; document: Document }[]): Derived {
  const problems: Problem[] = [];
  const parts = readParts(documents, problems);
  return { facts: factsOf(scope, parts, problems), problems };
}

function readParts(documents: { at: number; document: Document }[], problems: Problem[]): Parts {
  const parts: Parts = { roles: new Map(), bindings: [], stores: [] };
  for (const { at, document } of documents) {
    const body = rolesBodySchema.safeParse(document.body);
    if (!body.success) {
      problems.push({ document: at, reason: schemaReason(body.error).reason });
      continue;
    }
    for (const role of body.data.roles ?? []) parts.roles.set(role.name, [...(parts.roles.get(role.name) ?? []), { ...role, at }]);
    for (const binding of body.data.bindings ?? []) parts.bindings.push({ ...binding, at });
    for (const store of body.data.stores ?? []) parts.stores.push({ ...store, at });
  }
  return parts;
}

function* factsOf(scope: Scope, parts: Parts, problems: Problem[]): Generator<DerivedFact> {
  const patterns = new Map<string, number>();
  const patternsOf = ({ at }: { at: number }): Patterns => ({ add: (resource) => void (patterns.has(resource) || patterns.set(resource, at)) });
  for (const [name, same] of parts.roles) {
    yield { fact: roleNode(scope, name, same), document: same[0]!.at };
    for (const role of same) yield* saidBy(role, roleFacts(scope, role, parts, problems, patternsOf(role)));
  }
  let anonymous: number | undefined;
  for (const binding of parts.bindings) {
    const same = parts.roles.get(binding.role);
    if (!same) problems.push({ document: binding.at, reason: `a binding names the role ${quoted(binding.role)}, which no document of ${scope.scope} has` });
    else if (binding.until !== undefined && !parseTime(binding.until))
      problems.push({ document: binding.at, reason: `a binding of ${quoted(binding.role)} has an until that is no ISO 8601 time; left out` });
    else yield* saidBy(binding, bindingFacts(scope, binding, same, problems, patternsOf(binding)));
    if (binding.members?.includes('anonymous')) anonymous ??= binding.at;
  }
  if (anonymous !== undefined) yield { fact: anonymousNode(scope), document: anonymous };
  for (const store of parts.stores) yield* saidBy(store, storeFacts(scope, store));
  for (const [key, at] of patterns) yield { fact: { fact: 'resource', key, pattern: true, system: scope.platform }, document: at };
}

function* saidBy({ at }: { at: number }, facts: Iterable<Fact>): Generator<DerivedFact> {
  for (const fact of facts) yield { fact, document: at };
}

function anonymousNode(scope: Scope): IdentityFact {
  return { fact: 'identity', key: anonymousKey(scope), kind: 'anonymous', name: `anyone (${scope.scope})`, system: scope.platform };
}

export const roleKey = (scope: string, name: string): string => `${scope}/role/${name}`;
const anonymousKey = ({ scope }: Scope): string => `${scope}/anonymous`;

function roleNode(scope: Scope, name: string, same: Role[]): IdentityFact {
  const node: IdentityFact = { fact: 'identity', key: roleKey(scope.scope, name), kind: 'role', name, system: scope.platform };
  return same.some((role) => role.administers) ? { ...node, administers: scope.scope } : node;
}

/** What the role itself can do, whoever holds it. */
function* roleFacts(scope: Scope, role: Placed<Role>, parts: Parts, problems: Problem[], patterns: Patterns): Generator<Fact> {
  const from = roleKey(scope.scope, role.name);
  const evidence = { role: role.name, scope: scope.scope };
  for (const permission of role.permissions ?? []) {
    const fixed = permission.resources?.filter((resource) => !resource.includes('{member}')) ?? [];
    if (permission.actions === undefined && permission.class === undefined) {
      problems.push({ document: role.at, reason: `a permission of role ${quoted(role.name)} has neither actions nor class; left out` });
      continue;
    }
    yield* grants(from, permission, fixed, {}, evidence, patterns, (action) =>
      problems.push({
        document: role.at,
        reason: `role ${quoted(role.name)}: what the action ${quoted(action)} amounts to is not known; say its class. Left out`,
      }),
    );
  }
  for (const store of role.readsSecrets ?? []) yield edge('reads-secrets', from, store, {}, evidence);
  for (const workload of role.controls ?? []) yield edge('controls', from, workload, session(role), evidence);
  for (const other of role.actsAs ?? []) {
    const to = targetOf(scope, other, parts.roles);
    if (to === undefined)
      problems.push({ document: role.at, reason: `role ${quoted(role.name)} acts as ${quoted(other)}, which no document of ${scope.scope} has` });
    else yield edge('acts-as', from, to, session(role), evidence);
  }
}

const session = (role: Role): Limits => (role.sessionTtl === undefined ? {} : { sessionTtl: role.sessionTtl });

function targetOf(scope: Scope, name: string, known: Parts['roles']): string | undefined {
  if (!name.startsWith('role:')) return name;
  const role = name.slice('role:'.length);
  return known.has(role) ? roleKey(scope.scope, role) : undefined;
}

/** Who holds the role, and what is theirs alone by holding it. */
function* bindingFacts(scope: Scope, binding: Placed<Binding>, same: Placed<Role>[], problems: Problem[], patterns: Patterns): Generator<Fact> {
  const limits = limitsOf(binding.until, binding.condition);
  const evidence = { role: binding.role, scope: scope.scope, binding: true };
  const permissions = same.flatMap((role) => role.permissions ?? []);
  if (!binding.resources && permissions.some((permission) => permission.resources === undefined)) {
    problems.push({
      document: binding.at,
      reason: `role ${quoted(binding.role)} has a permission without resources, and a binding of it names none; that part is left out`,
    });
  }
  for (const member of binding.members ?? []) {
    const from = member === 'anonymous' ? anonymousKey(scope) : member;
    yield edge('acts-as', from, roleKey(scope.scope, binding.role), limits, evidence);
    for (const permission of permissions) yield* grants(from, permission, ownResources(permission, binding, from), limits, evidence, patterns);
  }
  for (const workload of binding.workloads ?? []) {
    for (const permission of permissions) yield* grants(workload, permission, allResources(permission, binding, workload), limits, evidence, patterns);
    for (const store of same.flatMap((role) => role.readsSecrets ?? [])) yield edge('reads-secrets', workload, store, limits, evidence);
  }
  if (binding.workloads?.length && same.some((role) => role.controls?.length || role.actsAs?.length || role.administers)) {
    problems.push({
      document: binding.at,
      reason: `role ${quoted(binding.role)} is bound to a workload: what it controls, acts as or administers needs an identity and is left out there`,
    });
  }
}

/** Resources that are granted to the member itself: those that name it, or those of the binding. */
function ownResources(permission: Permission, binding: Binding, member: string): string[] {
  if (permission.resources === undefined) return binding.resources?.map((resource) => named(resource, member)) ?? [];
  return permission.resources.filter((resource) => resource.includes('{member}')).map((resource) => named(resource, member));
}

function allResources(permission: Permission, binding: Binding, member: string): string[] {
  return (permission.resources ?? binding.resources ?? []).map((resource) => named(resource, member));
}

const named = (resource: string, member: string): string => resource.replaceAll('{member}', member);

type Limits = { until?: string; certainty?: 'possible'; condition?: Condition; sessionTtl?: number };

function limitsOf(until: string | undefined, condition: Binding['condition']): Limits {
  return {
    ...(until === undefined ? {} : { until }),
    ...(condition === undefined ? {} : { certainty: 'possible' as const, condition: conditionOf(condition) }),
  };
}

const conditionOf = ({ kind, text }: NonNullable<Binding['condition']>): Condition => (text === undefined ? { kind } : { kind, text });

/** One grant a resource and class: raw actions of different classes are kept apart. */
function* grants(
  from: string,
  permission: Permission,
  resources: string[],
  limits: Limits,
  evidence: Attrs,
  patterns: Patterns,
  unknown: (action: string) => void = () => {},
): Generator<GrantFact> {
  const byClass = classesOf(permission, unknown);
  const limited = permission.condition === undefined ? limits : { ...limits, ...limitsOf(undefined, permission.condition) };
  for (const resource of resources) {
    if (resource.includes('*')) patterns.add(resource);
    for (const [name, actions] of byClass) {
      const grant: GrantFact = { fact: 'grant', from, class: name, resource, ...limited, evidence };
      yield actions.length === 0 ? grant : { ...grant, actions };
    }
  }
}

function classesOf(permission: Permission, unknown: (action: string) => void): Map<ActionClass, string[]> {
  const actions = permission.actions ?? [];
  if (permission.class !== undefined) return new Map([[permission.class, actions]]);
  const byClass = new Map<ActionClass, string[]>();
  for (const action of actions) {
    const name = classifyAction(action);
    if (name === undefined) unknown(action);
    else byClass.set(name, [...(byClass.get(name) ?? []), action]);
  }
  return byClass;
}

function* storeFacts(scope: Scope, store: Store): Generator<Fact> {
  const node: ResourceFact = { fact: 'resource', key: store.key, store: true, system: scope.platform };
  yield { ...node, ...(store.name === undefined ? {} : { name: store.name }), ...level(store.sensitivity) };
  for (const credential of store.holds ?? []) {
    const holds = edge('holds', store.key, credential, {}, { store: store.key, scope: scope.scope });
    yield store.renews ? { ...holds, renews: true } : holds;
  }
}

/** The schema has checked 1..5; the type says so too. */
function level(sensitivity: number | undefined): Pick<ResourceFact, 'sensitivity'> {
  const known = ([1, 2, 3, 4, 5] as const).find((one) => one === sensitivity);
  return known === undefined ? {} : { sensitivity: known };
}

function edge(type: EdgeFact['edge'], from: string, to: string, limits: Limits, evidence: Attrs): EdgeFact {
  return { fact: 'edge', edge: type, from, to, ...limits, evidence };
}

const quoted = (name: string): string => `"${name}"`;
