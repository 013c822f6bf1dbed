import type { Fact, ResourceFact } from '../model/facts.ts';
import { agentKey, bucketArn, iamArn, sandbox } from './aws/accounts.ts';
import { item, type Random } from './random.ts';

/** A key of another service, as the inventory lists it, and what is known about what it reaches there. */
export type Pasted = {
  key: string;
  name: string;
  type: string;
  identity: string;
  party: string;
  system: string;
  environment: string;
  revocation: string;
  /** CLASS:RESOURCE pairs; empty where the key has all that its identity has. */
  scopes: string;
  facts: Fact[];
  /** Of an access key: its id, whose it is, and which group beside that of all lets it do more. */
  aws?: { keyId: string; user: string; company: string; power: 'job' | 'self-service' | 'key-keepers' };
};

type Maker = (random: Random, at: number, company: string) => Pasted;

/** A key of one of the services that agents use, by how often they are pasted. */
export function pastedKey(random: Random, at: number, company: string): Pasted {
  const share = random.next();
  const maker = shares.find(([upTo]) => share < upTo)?.[1] ?? openai;
  return maker(random, at, company);
}

const openai: Maker = (_random, at, company) => model('openai', 'OpenAI', at, company);
const anthropic: Maker = (_random, at, company) => model('anthropic', 'Anthropic', at, company);
const huggingface: Maker = (_random, at, company) => model('huggingface', 'Hugging Face', at, company);

/** A model provider's key spends money and reads files; it says nothing about who else uses the organisation. */
function model(system: string, party: string, at: number, company: string): Pasted {
  const organisation = `${system}:org/${company}`;
  return {
    ...base(system, party, at, company, `${system}-api-key`, organisation),
    scopes: `spend:${organisation}/inference; read:${organisation}/files`,
    facts: [resource(`${organisation}/inference`, `${party} inference of ${company}`, 3), resource(`${organisation}/files`, `${party} files of ${company}`, 3)],
  };
}

const repositories = ['website', 'backend', 'agent-tools', 'infrastructure', 'handbook'] as const;

const github: Maker = (random, at, company) => {
  const whole = random.chance(0.25);
  const chosen = repositories.filter(() => whole || random.chance(0.4));
  const owned = chosen.length === 0 ? [repositories[0]] : chosen;
  const scopes = owned.flatMap((name) => ['read', 'write', ...(whole ? ['delete', 'delegate'] : [])].map((one) => `${one}:github:${company}/${name}`));
  return {
    ...base('github', 'GitHub', at, company, 'github-token', `github:user/${company}-agent-${at % 17}`),
    scopes: scopes.join('; '),
    facts: owned.map((name) => resource(`github:${company}/${name}`, `${company}/${name}`, name === 'infrastructure' ? 4 : name === 'backend' ? 3 : 2)),
  };
};

/**
 * An access key of a user in the account where agents run their jobs (`aws/sandboxAccount.ts` has what it may do). The most users that the account has: IAM takes 5,000, and
 * there is one for every so many pasted keys; who comes later has a model's key.
 */
const lastAwsUser = 4000;
const aws: Maker = (random, at, company) => {
  if (at >= lastAwsUser) return openai(random, at, company);
  const user = `${company}-agent-${String(at + 1).padStart(4, '0')}`;
  const fate = random.next();
  const power = fate < 0.15 ? 'self-service' : fate < 0.3 ? 'key-keepers' : 'job';
  const keyId = agentKey(at + 1);
  return {
    ...base('aws', 'Amazon Web Services', at, company, 'aws-access-key', `aws:${iamArn(sandbox, `user/agents/${user}`)}`),
    ...{ key: `aws:accesskey:${keyId}`, name: `access key of ${user}`, party: 'internal', environment: 'prod', revocation: 'admin', scopes: '' },
    facts: [{ ...resource(`aws:${bucketArn(`${company}-customer-data`)}`, `${company}-customer-data`, 4), environment: 'prod' }],
    aws: { keyId, user, company, power },
  };
};

const slack: Maker = (_random, at, company) => {
  const channel = `slack:${company}/channel/general`;
  return {
    ...base('slack', 'Slack', at, company, 'slack-bot-token', `slack:${company}/bot/agent-bridge`),
    scopes: `read:${channel}; send:${channel}; list:slack:${company}/members`,
    facts: [resource(channel, `#general of ${company}`, 3)],
  };
};

const stripe: Maker = (random, at, company) => {
  const ledger = `stripe:${company}/payments`;
  const full = random.chance(0.5);
  return {
    ...base('stripe', 'Stripe', at, company, full ? 'stripe-secret-key' : 'stripe-restricted-key', `stripe:${company}/account`),
    scopes: `read:${ledger}${full ? `; spend:${ledger}; write:${ledger}` : ''}`,
    facts: [resource(ledger, `payments of ${company}`, full ? 5 : 4)],
  };
};

const shares: [number, Maker][] = [
  [0.42, openai],
  [0.58, anthropic],
  [0.65, huggingface],
  [0.83, github],
  [0.9, aws],
  [0.96, slack],
  [1, stripe],
];

function base(system: string, party: string, at: number, company: string, type: string, identity: string): Omit<Pasted, 'scopes' | 'facts'> {
  return {
    key: `${system}:key/${company}-${String(at + 1).padStart(5, '0')}`,
    name: `${party} key of ${company}`,
    ...{ type, identity, party, system },
    environment: item(['prod', 'prod', 'prod', 'dev'], at % 4),
    revocation: 'self-service',
  };
}

function resource(key: string, name: string, sensitivity: 2 | 3 | 4 | 5): ResourceFact {
  return { fact: 'resource', key, name, sensitivity };
}
