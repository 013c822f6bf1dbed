import type { ActionClass, Fact, Presentation } from '../model/facts.ts';

/** A service that proves where it runs and gets a short-lived credential for it, for contrast with the static keys. */
type Attested = { name: string; presentation: Presentation; ttl: number; grants: [ActionClass, string][] };

const attested: Attested[] = [
  {
    name: 'ledger-api',
    presentation: 'sender-constrained',
    ttl: 3600,
    grants: [
      ['read', 'billing'],
      ['write', 'billing'],
    ],
  },
  {
    name: 'message-router',
    presentation: 'sender-constrained',
    ttl: 3600,
    grants: [
      ['send', 'notifications'],
      ['read', 'messages'],
    ],
  },
  { name: 'key-rotator', presentation: 'sender-constrained', ttl: 900, grants: [['delegate', 'database']] },
  {
    name: 'media-store',
    presentation: 'sender-constrained',
    ttl: 3600,
    grants: [
      ['read', 'media'],
      ['write', 'media'],
      ['delete', 'media'],
    ],
  },
  { name: 'report-builder', presentation: 'bearer', ttl: 900, grants: [['read', 'analytics']] },
  {
    name: 'health-prober',
    presentation: 'bearer',
    ttl: 300,
    grants: [
      ['read', 'metrics'],
      ['list', 'feed'],
    ],
  },
  {
    name: 'graph-sync',
    presentation: 'bearer',
    ttl: 3600,
    grants: [
      ['read', 'profiles'],
      ['write', 'search-index'],
    ],
  },
  { name: 'flag-sync', presentation: 'source-bound', ttl: 3600, grants: [['write', 'flags']] },
];

/** The same as the mesh's log names them: what each shows, who it proves to be, where it runs, and what it may do. */
export function attestedServices(scope: string): { key: string; subject: string; workload: string; grants: [ActionClass, string][] }[] {
  return attested.map(({ name, grants }) => ({
    key: `spiffe://moltbook.example/prod/${name}#svid`,
    subject: `spiffe://moltbook.example/prod/${name}`,
    workload: name,
    grants: grants.map(([granted, part]) => [granted, `${scope}/${part}`]),
  }));
}

/** Services that have a workload identity by now and whose static key was left in place. */
const halfway = ['billing-service', 'session-service', 'search-indexer'];

/** So many credentials `wellProtected` makes. */
export const wellProtectedCredentials = attested.length + halfway.length;

/** Workload identities of an environment: attested, mostly bound to their sender, kept in no file. */
export function* wellProtected(scope: string): Generator<Fact> {
  for (const { name, presentation, ttl, grants } of attested) {
    const [key, identity, workload] = [`spiffe://moltbook.example/prod/${name}#svid`, `${scope}/service/${name}`, `${scope}/pod/${name}`];
    const common = { system: 'moltbook', environment: 'prod', owner: 'platform@moltbook.example' };
    yield {
      ...{
        fact: 'credential',
        key,
        name: `${name} workload identity`,
        type: presentation === 'sender-constrained' ? 'x509-svid' : 'jwt-svid',
        issuance: 'attested',
      },
      ...{ presentation, ttl, storage: presentation === 'sender-constrained' ? 'hardware' : 'vault', revocation: 'admin', party: 'internal', ...common },
    } as const;
    yield { fact: 'identity', key: identity, kind: 'service', name, ...common };
    yield { fact: 'workload', key: workload, kind: 'pod', name, ...common };
    yield { fact: 'edge', edge: 'authenticates', from: key, to: identity };
    yield { fact: 'edge', edge: 'runs-as', from: workload, to: identity };
    yield { fact: 'edge', edge: 'uses', from: workload, to: key };
    for (const [name, part] of grants) yield { fact: 'grant', from: identity, class: name, resource: `${scope}/${part}`, actions: [name] };
  }
  for (const name of halfway) yield* halfwayThere(scope, name);
}

function* halfwayThere(scope: string, name: string): Generator<Fact> {
  const key = `spiffe://moltbook.example/prod/${name}#svid`;
  const common = { system: 'moltbook', environment: 'prod', owner: 'platform@moltbook.example' };
  yield {
    ...{ fact: 'credential', key, name: `${name} workload identity`, type: 'x509-svid', issuance: 'attested', presentation: 'sender-constrained', ttl: 3600 },
    ...{ storage: 'hardware', revocation: 'admin', party: 'internal', ...common },
  } as const;
  yield { fact: 'edge', edge: 'authenticates', from: key, to: `${scope}/service/${name}` };
  yield { fact: 'edge', edge: 'uses', from: `${scope}/pod/${name}`, to: key };
}
