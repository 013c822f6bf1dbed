import type { AwsEstate } from '../../iam/awsEstate.ts';
import type { PrincipalPolicies, PrincipalRequest } from '../../iam/compilePrincipal.ts';
import { evaluateCondition } from '../../iam/evaluateCondition.ts';
import type { PolicyInput } from '../../iam/evaluation.ts';
import { parsePolicy, type Statement } from '../../iam/parsePolicy.ts';
import { readRequester } from '../../iam/principal.ts';
import { type Context, readContext, resolveText } from '../../iam/requestContext.ts';
import type { TextPattern } from '../../iam/textPattern.ts';
import type { Json } from '../../model/facts.ts';

/** Whose permissions are to be the same, before they are worked out. */
type Of = { account: string | undefined; policies: PrincipalPolicies; request: PrincipalRequest; missing?: string };

/**
 * Tells whose permissions are the same: whose own policies say the same by the same names, in the same account, whom no policy of a resource names, and for whom every condition or variable that asks
 * who somebody is, in any policy of the estate, comes out the same.
 */
export class Likeness {
  /** ARNs of users and sessions, accounts with the names of roles. */
  readonly #named = new Set<string>();
  /** Statements of policies of resources and of the organisation that ask who somebody is, one of each wording. */
  readonly #asking: readonly Statement[];
  readonly #texts = new Map<Json, string>();

  constructor({ principals, resources, accounts }: AwsEstate) {
    const ofResources = [...[...resources.values()].map(({ policy }) => policy), ...principals.flatMap(({ trust }) => (trust === undefined ? [] : [trust]))];
    const limits = [...accounts.values()].flatMap(({ scps, rcps }) => [...scps, ...rcps].flatMap((level) => level.policies.map(({ document }) => document)));
    const statements = [...new Set([...ofResources, ...limits])].flatMap((document) => parsePolicy(document).statements);
    for (const { principals: named } of statements)
      for (const entry of named?.entries ?? []) {
        if (entry.kind === 'name') this.#named.add(entry.name);
        if (entry.kind === 'role') this.#named.add(`${entry.account}/${entry.role}`);
      }
    this.#asking = [...new Map(statements.filter(asksWho).map((each) => [JSON.stringify(each.text), each])).values()];
  }

  /** The same text for those that are alike; undefined: it is like nobody. */
  of({ account, policies, request, missing }: Of): string | undefined {
    const requester = readRequester(request.principal);
    if (this.#named.has(requester.name) || (requester.role !== undefined && this.#named.has(`${requester.account}/${requester.role}`))) return undefined;
    const context = readContext(request.context);
    const own = [...policies.identity, ...(policies.boundary ? [policies.boundary] : [])];
    const said = own.flatMap(({ document }) => parsePolicy(document).statements.filter(asksWho)).concat(this.#asking);
    return JSON.stringify([
      account,
      requester.kind,
      request.isServiceLinkedRole === true,
      missing ?? '',
      own.map(({ role, policy, document }) => [role, policy, this.#textOf(document)]),
      said.map((statement) => outcome(statement, context)),
    ]);
  }

  /** Policies that several hold are one object. */
  #textOf(document: PolicyInput['document']): string {
    const known = this.#texts.get(document) ?? JSON.stringify(document);
    this.#texts.set(document, known);
    return known;
  }
}

const isFilledIn = ({ parts }: TextPattern): boolean => parts.some((part) => typeof part !== 'string');
const asksWhoKey = (key: string): boolean => /^aws:(principal|userid|username)/.test(key);

/** Whether a statement's meaning depends on who somebody is. */
export const asksWho = ({ conditions, resources }: Statement): boolean =>
  conditions.some(({ key, values }) => asksWhoKey(key) || values.some(isFilledIn)) || (resources?.patterns ?? []).some(isFilledIn);

/** What it comes to for one. */
const outcome = ({ effect, conditions, resources }: Statement, context: Context): unknown => [
  conditions.map((each) => evaluateCondition(each, effect, context)),
  (resources?.patterns ?? []).filter(isFilledIn).map((pattern) => resolveText(pattern, context)?.pattern ?? null),
];
