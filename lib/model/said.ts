/**
 * What only findings ask of nodes, as columns of one entry a node, in the order of EstateColumns: the store reads them set-based (lib/store/loadSaid.ts), `saidFromFacts` (lib/rules) works
 * them out in memory. Days are whole ones since 1970 UTC, 0 where nothing is said.
 */
export type SaidColumns = {
  created: Uint16Array;
  rotated: Uint16Array;
  /** By its record, or by use in the logs where that is later. */
  lastUsed: Uint16Array;
  /** Bits, see saidBit. */
  bits: Uint32Array;
  /** Action classes it was used for and not denied, bits by index in actionClasses; 0 where some use does not say its class. */
  usedClasses: Uint16Array;
  /** By number in `systems`. Bits, see systemBit. */
  systems: Uint8Array;
};

export const saidBit = {
  owned: 1,
  /** Its owner is the name of an identity that is disabled or gone. */
  ownerGone: 2,
  /** Its party is not the organisation itself. */
  vendor: 4,
  noRevocation: 8,
  untrustedInput: 16,
  /** A second factor is known to be missing. */
  withoutMfa: 32,
  production: 64,
  /** A store or other resource of a system that builds and deploys. */
  pipeline: 128,
  cloud: 256,
  /** Known to a directory, by key or alias. */
  directory: 512,
  /** Attested, by claims or selectors that many fit. */
  weakClaims: 1024,
  /** A trust in it names whom it lets in by claims that many fit, or asks not for whom the token was made. */
  weakTrust: 2048,
  /** An identity that stands for whoever fits a wildcard. */
  wildcard: 4096,
  /** A certain, live edge of an escalation technique leaves it. */
  escalates: 8192,
  /** Some use of it is in the logs. */
  used: 16384,
  usedByHand: 32768,
  usedFromNewNetwork: 65536,
} as const;

export const systemBit = {
  /** A log covers part of the days that attribution looks at. */
  logged: 1,
  /** Something is said of its coverage, and the newest is old. */
  stale: 2,
  /** Some record of use says nothing of where it came from. */
  vague: 4,
} as const;

/** Texts that decide bits, as regular expressions that JavaScript and PostgreSQL (`~*`) read alike. */
export const saidPattern = {
  ownParty: '^(internal|own|self|us|first[ -]?party)$',
  production: '^(prod|production|live|prd)([-_ ].*)?$',
  pipeline: '^(github|gitlab|jenkins|circleci|buildkite|bitbucket|azure-devops|teamcity|argocd|drone|travis)$',
  cloud: '^(aws|gcp|azure|entra)$',
  directory: '^(okta|entra|azuread|google-workspace|ldap|ad|active-directory|onelogin|pingone):',
  wildcard: '^(oidc:.*[*?].*|github:[^/]+#workflows)$',
  byHand: '(mozilla/|postman|insomnia|console\\.|dbeaver|safari/)',
} as const;

/** A network that was first seen in so many days before the analysis is new, where others were seen before. */
export const newNetworkDays = 7;
