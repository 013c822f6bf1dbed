import { actionReader } from './actionBits.ts';
import { actionMask } from './actionMask.ts';
import { type ActionSet, type Catalogue, openCatalogue } from './catalogue.ts';
import type { CompiledDocument, Stamped } from './cells.ts';
import { type CompiledPrincipal, compilePrincipal, type PrincipalPolicies, type PrincipalRequest, type Shared } from './compilePrincipal.ts';
import { type CompiledResource, compileResource, type ResourceInput } from './compileResource.ts';
import type { Access } from './decideActions.ts';
import type { PolicyInput } from './evaluation.ts';
import { onceEach } from './once.ts';
import { parsePolicy } from './parsePolicy.ts';
import { patternIndex } from './patternIndex.ts';

/**
 * The compiled form: what `evaluate` decides for one action of one principal on one resource, for thousands of each. A document is compiled once; a principal's conditions and variables are
 * decided once; a resource finds the patterns that it matches in one walk; actions are bits. It knows the actions of the catalogue; of others only `evaluate` knows something.
 */
export type PolicyCompiler = {
  /** Everything about one principal but the resource: its policies, and the SCPs above it. */
  principal(policies: PrincipalPolicies, request: PrincipalRequest): CompiledPrincipal;
  /** A resource, or `*`, for what knows none. */
  resource(of: ResourceInput): CompiledResource;
  /** To hand to `actionsOn`, over and over. */
  access(): Access;
};

export function policyCompiler(catalogue: Catalogue = openCatalogue()): PolicyCompiler {
  const index = patternIndex();
  const read = actionReader(catalogue);
  const shared: Shared = {
    documentOf: onceEach(
      ({ document }: PolicyInput) => document,
      (policy) => compileDocument(policy, read),
    ),
    maskOf: onceEach(
      (actions: ActionSet) => actions,
      (actions) => actionMask(actions, catalogue),
    ),
    add: (pattern) => index.add(pattern),
    patterns: index.patterns,
    stamp: stamper(index.patterns),
  };
  return {
    principal: (policies, request) => compilePrincipal(shared, policies, request),
    resource: (of) => compileResource(index, of),
    access: () => ({ certain: catalogue.noActions(), upTo: catalogue.noActions(), words: new Uint16Array(0) }),
  };
}

const compileDocument = ({ document }: PolicyInput, read: ReturnType<typeof actionReader>): CompiledDocument =>
  parsePolicy(document).statements.map((statement) => {
    const { actions, unknown } = read(statement.actions);
    return { statement, actions, unknownActions: unknown };
  });

/** Marks the patterns of one resource after the other, without wiping out the marks before. */
function stamper(patterns: readonly string[]): Shared['stamp'] {
  const stamped: Stamped = { stamps: new Int32Array(1024), now: 0 };
  let last: CompiledResource | undefined;
  let size = -1;
  return (resource) => {
    if (resource === last && size === patterns.length) return stamped;
    [last, size] = [resource, patterns.length];
    if (stamped.stamps.length < size) stamped.stamps = new Int32Array(size * 2);
    stamped.now++;
    for (const id of resource.matching()) stamped.stamps[id] = stamped.now;
    return stamped;
  };
}
