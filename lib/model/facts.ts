/**
 * The common records ("facts"): what every importer produces and anyone can write as NDJSON. The meaning of each field is in docs/facts.md.
 * Times are ISO 8601 in UTC, cut to the millisecond (`2026-11-01T00:00:00.000Z`); an absent field is undefined, never null.
 * Everything that enters is validated by `parseFact.ts`; code below may rely on these types.
 */
export const issuances = ['static', 'interactive', 'attested'] as const;
/** Most dangerous first: where records of one source differ, the first in this list stands. */
export const presentations = ['bearer', 'source-bound', 'sender-constrained'] as const;
export const statuses = ['active', 'disabled', 'expired'] as const;
export const storages = ['plaintext', 'config', 'vault', 'hardware'] as const;
export const revocations = ['self-service', 'admin', 'vendor', 'none-known'] as const;
export const identityKinds = ['human', 'agent', 'service', 'role', 'group', 'anonymous'] as const;
export const edgeTypes = ['authenticates', 'acts-as', 'runs-as', 'uses', 'controls', 'reads-secrets', 'holds'] as const;
/** In the order of their weight, see weights.ts. */
export const actionClasses = ['list', 'read', 'spend', 'write', 'send', 'delete', 'execute', 'read-secret', 'delegate'] as const;
export const certainties = ['certain', 'possible'] as const;
export const conditionKinds = ['mfa', 'source', 'tag', 'approval', 'time', 'unevaluated', 'missing-input'] as const;
export const bases = ['granted', 'observed'] as const;
export const outcomes = ['success', 'denied'] as const;
export const audiences = ['public', 'vendor', 'organisation', 'team'] as const;
/** A key has one kind; where its records or places differ, the first in this list stands. */
export const nodeKinds = ['credential', 'workload', 'identity', 'resource'] as const;
export const factNames = [
  'credential',
  'identity',
  'workload',
  'resource',
  'edge',
  'grant',
  'usage',
  'sighting',
  'coverage',
  'gone',
  'distinct',
  'document',
] as const;

export type Issuance = (typeof issuances)[number];
export type Presentation = (typeof presentations)[number];
export type Status = (typeof statuses)[number];
export type Storage = (typeof storages)[number];
export type Revocation = (typeof revocations)[number];
export type IdentityKind = (typeof identityKinds)[number];
export type EdgeType = (typeof edgeTypes)[number];
export type ActionClass = (typeof actionClasses)[number];
export type Certainty = (typeof certainties)[number];
export type ConditionKind = (typeof conditionKinds)[number];
export type Basis = (typeof bases)[number];
export type Outcome = (typeof outcomes)[number];
export type Audience = (typeof audiences)[number];
export type NodeKind = (typeof nodeKinds)[number];
export type FactName = (typeof factNames)[number];

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Attrs = { [key: string]: Json };
export type Condition = { kind: ConditionKind; text?: string };
/** Name and rank of the source a record speaks for, where it is not the file's own. */
export type SourceTag = { name: string; rank?: number };

type Common = { source?: SourceTag; attrs?: Attrs };
type NodeCommon = Common & {
  key: string;
  name?: string;
  aliases?: string[];
  owner?: string;
  party?: string;
  environment?: string;
  system?: string;
  /** May stand on any node. */
  sensitivity?: 1 | 2 | 3 | 4 | 5;
  pattern?: boolean;
};

export type CredentialFact = NodeCommon & {
  fact: 'credential';
  type?: string;
  issuance?: Issuance;
  presentation?: Presentation;
  status?: Status;
  created?: string;
  expires?: string;
  /** Seconds, whole, >= 1. */
  ttl?: number;
  rotated?: string;
  lastUsed?: string;
  storage?: Storage;
  revocation?: Revocation;
};
export type IdentityFact = NodeCommon & { fact: 'identity'; kind: IdentityKind; status?: Status; administers?: string };
export type WorkloadFact = NodeCommon & { fact: 'workload'; kind: string; status?: Status; administers?: string; untrustedInput?: boolean };
export type ResourceFact = NodeCommon & { fact: 'resource'; kind?: string; store?: boolean };
export type NodeFact = CredentialFact | IdentityFact | WorkloadFact | ResourceFact;

type Relation = Common & { until?: string; certainty?: Certainty; condition?: Condition; basis?: Basis; evidence?: Attrs };
export type EdgeFact = Relation & {
  fact: 'edge';
  edge: EdgeType;
  from: string;
  to: string;
  technique?: string;
  /** Only on `authenticates`. */
  scoped?: boolean;
  /** Only on `acts-as` and `controls`. */
  lasting?: boolean;
  /** Seconds, whole, >= 1; only on `acts-as` and `controls`. */
  sessionTtl?: number;
  /** Only on `holds`. */
  renews?: boolean;
};
export type GrantFact = Relation & { fact: 'grant'; from: string; class: ActionClass; resource: string; actions?: string[] };

export type UsageFact = Common & {
  fact: 'usage';
  /** One of the two is there. */
  credential?: string;
  identity?: string;
  at: string;
  action?: string;
  class?: ActionClass;
  resource?: string;
  outcome?: Outcome;
  proof?: string;
  workload?: { address?: string; network?: string; userAgent?: string; instance?: string };
  eventId?: string;
  /** >= 1; 1 where absent. */
  count?: number;
};
export type SightingFact = Common & {
  fact: 'sighting';
  credential: string;
  audience?: Audience;
  where?: string;
  store?: string;
  valid?: boolean;
  at?: string;
  evidence?: Attrs;
};
export type CoverageFact = Common & { fact: 'coverage'; system: string; from: string; to: string; what?: string[] };
export type GoneFact = Common & { fact: 'gone'; key: string; at?: string };
export type DistinctFact = Common & { fact: 'distinct'; keys: [string, string] };
export type DocumentFact = Common & {
  fact: 'document';
  platform: string;
  scope: string;
  kind: string;
  body: Json;
  attachedTo?: string[];
  name?: string;
};

export type Fact = NodeFact | EdgeFact | GrantFact | UsageFact | SightingFact | CoverageFact | GoneFact | DistinctFact | DocumentFact;
