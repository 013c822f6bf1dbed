import type { Condition } from '../../../model/facts.ts';
import type { AwsPrincipal } from '../../awsEstate.ts';
import { evaluate } from '../../evaluate.ts';
import { parsePolicy } from '../../parsePolicy.ts';
import { type Answer, ask, joinAnswers, ofResource } from '../ask.ts';
import { timeValues } from '../attackerContext.ts';
import { chosenValues } from '../choices.ts';
import type { Rule } from '../rule.ts';
import { identityRules } from '../rules/identityRules.ts';
import { accountOf, extent, type Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { type Offer, offer } from './offer.ts';

const updateSaml = 'iam:UpdateSAMLProvider';
const updateOidc = ['iam:UpdateOpenIDConnectProviderThumbprint', 'iam:AddClientIDToOpenIDConnectProvider'];

/** Roles that trust an identity provider of the account which the principal may change. */
export function* federateOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  if (extent(world, standing, updateSaml) !== 'none')
    yield* providerOffers(world, standing, only, 'saml-provider', [updateSaml], identityRules.updateSamlProvider);
  const mayOidc = updateOidc.filter((action) => extent(world, standing, action) !== 'none');
  if (mayOidc.length > 0) yield* providerOffers(world, standing, only, 'oidc-provider', mayOidc, identityRules.changeOidcProvider, isIssuersAffair);
}

const isIssuersAffair: Condition = { kind: 'unevaluated', text: 'whether the attacker controls the issuer, or a client of it' };

function* providerOffers(
  world: World,
  standing: Standing,
  only: AwsPrincipal | undefined,
  type: string,
  actions: readonly string[],
  rule: Rule,
  condition?: Condition,
): Iterable<Offer> {
  const { account } = standing.principal;
  const { providers } = accountOf(world, account);
  for (const [provider, roles] of providersNamed(world, account)) {
    if (!provider.includes(`:${type}/`) || providers?.has(provider) === false) continue;
    const change = actions.map((action) => ask(world, standing, { action, resource: provider })).find((answer) => answer !== undefined);
    if (!change) continue;
    for (const role of roles) {
      if (only && role !== only) continue;
      const trust = trustsProvider(world, role, provider, type === 'saml-provider' ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity');
      if (trust) yield offer(role, [{ rule, to: role.arn, answer: joinAnswers([change, trust]) }], hangsOn(provider, condition));
    }
  }
}

/** Providers that Identity Center made are said not to be changed; whether they can be, AWS does not say. */
function hangsOn(provider: string, condition?: Condition): { condition?: Condition } {
  if (/:saml-provider\/AWSSSO_/.test(provider))
    return { condition: { kind: 'unevaluated', text: 'whether the provider of IAM Identity Center can be changed' } };
  return condition ? { condition } : {};
}

const known = new WeakMap<World, Map<string, Map<string, AwsPrincipal[]>>>();

/** Providers of an account that its roles name, with those roles. */
function providersNamed(world: World, account: string): Map<string, AwsPrincipal[]> {
  let accounts = known.get(world);
  if (!accounts) {
    accounts = new Map();
    for (const role of world.estate.principals) {
      for (const { principals } of parsePolicy(role.trust ?? {}).statements) {
        for (const entry of principals?.entries ?? []) {
          if (entry.kind !== 'federated') continue;
          const providers = accounts.get(role.account) ?? new Map<string, AwsPrincipal[]>();
          accounts.set(role.account, providers.set(entry.name, [...new Set([...(providers.get(entry.name) ?? []), role])]));
        }
      }
    }
    known.set(world, accounts);
  }
  return accounts.get(account) ?? new Map();
}

/** Whether a role lets in whom the provider vouches for; what the provider says of them is the attacker's choice. */
export function trustsProvider(world: World, role: AwsPrincipal, provider: string, action: string): Answer | undefined {
  const policy = ofResource(role.arn, 'trust policy', role.trust ?? {});
  const isChosen = (key: string): boolean => !key.startsWith('aws:') || key.startsWith('aws:requesttag/') || key === 'aws:tagkeys';
  const base = new Map<string, string>([
    ...timeValues(world.attacker),
    ['aws:securetransport', 'true'],
    ...(world.attacker.sourceIp === undefined ? [] : [['aws:sourceip', world.attacker.sourceIp] as const]),
  ]);
  const alone = { policies: { identity: [], scps: [], rcps: [] }, values: base };
  for (const chosen of chosenValues(alone, { action, resource: role.arn, policy, isChosen }, [])) {
    const { certain, allowedBy } = evaluate(
      { identity: [], scps: [], rcps: accountOf(world, role.account).rcps, resource: policy },
      {
        principal: provider,
        action,
        resource: role.arn,
        resourceAccount: role.account,
        context: { values: new Map<string, string | readonly string[]>([...base, ...chosen]) },
      },
    );
    if (certain === 'Allowed') return { statements: () => allowedBy };
  }
  return undefined;
}
