import type { Issuance, Presentation } from './facts.ts';

/** Who used a credential, as far as the logs can say (docs/metrics.md, "Attribution"). */
export const attributions = ['proven', 'single-source', 'shared', 'ambiguous', 'unseen', 'unlogged', 'unknown'] as const;
export type Attribution = (typeof attributions)[number];

/** Uses count from so many days before the analysis on: addresses are kept no longer. */
export const attributionDays = 90;
/** An address or network that more credentials than this come from tells nobody apart: a shared way out. */
export const crowdedFrom = 25;

/** What use was seen of a credential: where it came from, and whether the log proved who it was. */
export type SeenUse = { instance?: string | undefined; network?: string | undefined; address?: string | undefined; proof?: string | undefined };
export type AttributionCase = {
  inEstate: boolean;
  issuance: Issuance;
  presentation: Presentation;
  uses: readonly SeenUse[];
  /** A log of its system covers part of the window. */
  covered: boolean;
};

/** What tells one workload from another in a log: its own name before its network before its address; the prefix keeps them apart. Undefined where the log says nothing. */
export function signatureOf({ instance, network, address }: SeenUse): string | undefined {
  if (instance !== undefined) return `instance ${instance}`;
  if (network !== undefined) return `network ${network}`;
  return address === undefined ? undefined : `address ${address}`;
}

/**
 * The class of one credential, by the definition; `lib/store/readAttribution.ts` works it out for all at once.
 * @param crowded signatures that too many credentials share, see `crowdedFrom`
 */
export function attributionOf({ inEstate, issuance, presentation, uses, covered }: AttributionCase, crowded: ReadonlySet<string>): Attribution {
  if (!inEstate) return 'unknown';
  if (uses.length === 0) return covered ? 'unseen' : 'unlogged';
  const staticBearer = issuance === 'static' && presentation === 'bearer';
  if (!staticBearer && uses.every(({ proof }) => proof !== undefined)) return 'proven';
  const signatures = new Set(uses.map(signatureOf));
  if ([...signatures].some((signature) => signature === undefined || crowded.has(signature))) return 'ambiguous';
  return signatures.size > 1 ? 'shared' : 'single-source';
}

/** Of usable agents and services, how they authenticate: with no static credential left, with one beside an attested or interactive one, with static ones only, or with none that is known. */
export type Secretless = { identities: number; done: number; dual: number; static: number; none: number };
