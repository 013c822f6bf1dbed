import { type CredentialRow, type Figures, scenarios } from './figures.ts';
import { priorityOf } from './priority.ts';

export type FieldValue = string | number | boolean | string[] | undefined;

const dayMs = 86_400_000;
const figureNames = [
  'identities',
  'workloads',
  'chain',
  'scope',
  'resources',
  'weight',
  'actionDays',
  'share',
  'band',
  'unbounded',
] as const satisfies (keyof Figures)[];

type Reader = (row: CredentialRow, asOfMs: number) => FieldValue;
const daysBetween = (from: string | undefined, to: string | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : (Date.parse(to) - Date.parse(from)) / dayMs;

/** Days from creation (analysis time where that is not known) to expiry, or the ttl if that is shorter; undefined where nothing ends it. */
function lifetimeDays({ created, expires, ttl }: CredentialRow, asOfMs: number): number | undefined {
  const ends = [daysBetween(created ?? new Date(asOfMs).toISOString(), expires), ttl === undefined ? undefined : ttl / 86_400].filter(
    (days) => days !== undefined,
  );
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

const since = (time: string | undefined, asOfMs: number): number | undefined => daysBetween(time, new Date(asOfMs).toISOString());

const plain: Record<string, Reader> = {
  credential: (row) => row.credential,
  name: (row) => row.name,
  priority: (row) => priorityOf(row.likelihood, row.leak.band),
  likelihood: (row) => row.likelihood,
  classes: (row) => row.classes,
  crosses: (row) => row.crosses,
  environments: (row) => row.environments,
  'takeover.classes': (row) => row.atTakeover.classes,
  'takeover.crosses': (row) => row.atTakeover.crosses,
  'takeover.environments': (row) => row.atTakeover.environments,
  attribution: (row) => row.attribution,
  'exposure.certain': (row) => row.exposure.certain,
  'exposure.upTo': (row) => row.exposure.upTo,
  identity: (row) => row.identity,
  identityKind: (row) => row.identityKind,
  type: (row) => row.type,
  issuance: (row) => row.issuance,
  presentation: (row) => row.presentation,
  status: (row) => row.status,
  storage: (row) => row.storage,
  revocation: (row) => row.revocation,
  owner: (row) => row.owner,
  party: (row) => row.party,
  environment: (row) => row.environment,
  system: (row) => row.system,
  usable: (row) => row.usable,
  described: (row) => row.described,
  inEstate: (row) => row.inEstate,
  created: (row) => row.created,
  expires: (row) => row.expires,
  rotated: (row) => row.rotated,
  lastUsed: (row) => row.lastUsed,
  ttl: (row) => row.ttl,
  ageDays: (row, asOfMs) => since(row.created, asOfMs),
  lifetimeDays,
  remainingDays: (row, asOfMs) => daysBetween(new Date(asOfMs).toISOString(), row.expires),
  rotatedDays: (row, asOfMs) => since(row.rotated, asOfMs),
  unusedDays: (row, asOfMs) => since(row.lastUsed, asOfMs),
};

const readers = new Map<string, Reader>(Object.entries(plain));
for (const scenario of scenarios) {
  for (const figure of figureNames) {
    readers.set(`${scenario}.${figure}`, (row) => row[scenario][figure]);
    readers.set(`${scenario}.upTo.${figure}`, (row) => row[scenario].upTo[figure]);
  }
}

/** What a row says in a field of `credentialFields`, times as ISO 8601. The engine's columns hold the same (tested). @param asOfMs analysis time, for the days */
export function fieldValue(row: CredentialRow, field: string, asOfMs: number): FieldValue {
  const reader = readers.get(field);
  if (!reader) throw new Error(`no field ${field}`);
  return reader(row, asOfMs);
}
