import { actionReader, addBits } from '../actionBits.ts';
import { type ActionSet, type Catalogue, openCatalogue } from '../catalogue.ts';
import type { PolicyInput, StatementSource } from '../evaluation.ts';
import { parsePolicy, type Statement } from '../parsePolicy.ts';
import { extentsOf } from './extent.ts';
import { allowsAction } from './grantedParts.ts';
import { mayOverlap } from './inclusion.ts';
import { isLogged, type Logged } from './logged.ts';
import type { Use } from './tightenPolicies.ts';

/** Actions of one service that policies allow, whatever the resource: those that were used, those that were not though the logs would show it, and how many of which nobody can tell. */
export type ServiceUse = { service: string; used: string[]; unused: string[]; unlogged: number };

/** An allow statement in which something was not used. `unused`: the resources that no use was of, as written; all of them where it was not used at all. */
export type StatementUse = StatementSource & { index: number; sid?: string; used: boolean; resources: number; unused: string[] };

export type UseOfPolicies = { services: ServiceUse[]; statements: StatementUse[] };

/** What policies of one principal allow against what the logs saw of it. Services with the most unused actions first. */
export function compareUse(policies: readonly PolicyInput[], uses: readonly Use[], logged: Logged): UseOfPolicies {
  const placed = policies.flatMap(({ document, ...source }) =>
    parsePolicy(document)
      .statements.filter(({ principals, resources }) => !principals && resources)
      .map((statement) => ({ source, statement })),
  );
  const granted = grantedActions(
    placed.map(({ statement }) => statement),
    openCatalogue(),
  );
  const allows = placed.filter(({ statement }) => statement.effect === 'Allow');
  return {
    services: servicesOf(granted, uses, logged),
    statements: allows.map(({ source, statement }) => statementUse(source, statement, uses)).filter(({ used, unused }) => !used || unused.length > 0),
  };
}

/** Those that some statement allows on something, without those that are denied on everything and always. */
function grantedActions(statements: readonly Statement[], catalogue: Catalogue): ActionSet {
  const read = actionReader(catalogue);
  const [granted, denied] = [catalogue.noActions(), catalogue.noActions()];
  for (const { effect, actions } of statements) if (effect === 'Allow') addBits(read(actions).actions, granted);
  for (const { actions } of statements.filter(isBlanketDeny)) addBits(read(actions).actions, denied);
  return granted.map((word, at) => word & ~denied[at]!);
}

const isBlanketDeny = ({ effect, resources, conditions }: Statement): boolean =>
  effect === 'Deny' && conditions.length === 0 && resources?.not === false && resources.patterns.some(({ text }) => text === '*');

function servicesOf(granted: ActionSet, uses: readonly Use[], logged: Logged): ServiceUse[] {
  const catalogue = openCatalogue();
  const used = new Set(uses.map(({ action }) => action.toLowerCase()));
  const services = catalogue.services.map(({ prefix, first, end }): ServiceUse => {
    const all = catalogue.names.slice(first, end).filter((_, at) => (granted[(first + at) >> 5]! & (1 << ((first + at) & 31))) !== 0);
    const idle = all.filter((name) => !used.has(name.toLowerCase()));
    const unused = idle.filter((name) => isLogged(name, logged));
    return { service: prefix, used: all.filter((name) => used.has(name.toLowerCase())), unused, unlogged: idle.length - unused.length };
  });
  return services
    .filter(({ used, unused, unlogged }) => used.length + unused.length + unlogged > 0)
    .sort((a, b) => b.unused.length - a.unused.length || (a.service < b.service ? -1 : 1));
}

function statementUse({ role, policy, attachedTo }: StatementSource, statement: Statement, uses: readonly Use[]): StatementUse {
  const own = uses.filter(({ action }) => allowsAction(statement, action));
  const patterns = statement.resources?.not ? [] : (statement.resources?.patterns ?? []);
  const extents = own.map(({ action, resource }) => extentsOf(action, resource));
  // where the log does not say of what, it may have been any
  const unsure = extents.some((each) => typeof each === 'string');
  const touched = extents.flatMap((each) => (typeof each === 'string' ? [] : each));
  const unused = unsure ? [] : patterns.filter((pattern) => !touched.some((extent) => mayOverlap(pattern, extent.pattern)));
  return {
    role,
    policy,
    ...(attachedTo !== undefined && { attachedTo }),
    index: statement.index,
    ...(statement.sid !== undefined && { sid: statement.sid }),
    used: own.length > 0,
    resources: patterns.length,
    unused: unused.map(({ text }) => text),
  };
}
