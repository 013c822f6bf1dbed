import type { Fact } from '../model/facts.ts';
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

/** An access key speaks for its whole IAM user; some users may change what they may do. */
const aws: Maker = (random, at, company) => {
  const account = `7${String(100_000_000_00 + (at % 90_000)).slice(0, 11)}`;
  const identity = `aws:arn:aws:iam::${account}:user/${company}-agent`;
  const bucket = `aws:arn:aws:s3:::${company}-customer-data`;
  const machine = `aws:arn:aws:lambda:eu-central-1:${account}:function:${company}-jobs`;
  const facts: Fact[] = [
    resource(bucket, `${company}-customer-data`, 4),
    { fact: 'grant', from: identity, class: 'read', resource: bucket, actions: ['s3:GetObject'] },
    { fact: 'grant', from: identity, class: 'write', resource: bucket, actions: ['s3:PutObject'] },
    { fact: 'grant', from: identity, class: 'execute', resource: machine, actions: ['lambda:InvokeFunction'] },
  ];
  const administrator = `aws:account/${account}/administrator`;
  if (random.chance(0.15)) {
    facts.push({
      fact: 'identity',
      key: administrator,
      kind: 'role',
      name: `administrator of ${company}`,
      administers: `aws:account/${account}`,
      system: 'aws',
    });
    facts.push({
      fact: 'edge',
      edge: 'acts-as',
      from: identity,
      to: administrator,
      lasting: true,
      technique: 'AttachUserPolicy',
      evidence: { action: 'iam:AttachUserPolicy' },
    });
  }
  return { ...base('aws', 'Amazon Web Services', at, company, 'aws-access-key', identity), revocation: 'admin', scopes: '', facts };
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

function resource(key: string, name: string, sensitivity: 2 | 3 | 4 | 5): Fact {
  return { fact: 'resource', key, name, sensitivity };
}
