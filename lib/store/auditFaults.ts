import type { AuditFault } from '../model/audit.ts';
import { beginning, entryHash } from './audit.ts';

/** An entry as a link of the chain; `content` is what its hash is made of, beside the hash before it. */
export type Link = { id: number; prev: Buffer; hash: Buffer; signature: Buffer | null; content: Parameters<typeof entryHash>[1] };

/** Where the chain does not hold: the entry has another hash than its content gives (`fits` false), or does not follow from the one before (`follows` false). */
export type Break = { before: Link | undefined; link: Link; fits: boolean; follows: boolean };

/** What was done, from where the chain breaks, in the order of the log: two entries swapped, an entry edited, entries deleted. */
export function faultsOfBreaks(breaks: readonly Break[], isSigned: (link: Link) => boolean): AuditFault[] {
  const swapped = swapsOf(breaks);
  const explained = new Set(swapped.flatMap(({ entry, to = entry }) => [entry, entry + 1, to, to + 1]));
  const faults: AuditFault[] = [...swapped];
  for (const { before, link, fits, follows } of breaks) {
    if (explained.has(link.id)) continue;
    if (!fits) faults.push(edited(link.id, 'what it says does not give the hash that it was written with'));
    else if (!follows) faults.push(brokenLink(before, link, isSigned));
  }
  return faults.filter((fault, at) => faults.findIndex((other) => other.kind === fault.kind && other.entry === fault.entry) === at);
}

/** Pairs of breaks of which each holds what belongs where the other is: whole entries, or only what they say. */
function swapsOf(breaks: readonly Break[]): AuditFault[] {
  const swaps: AuditFault[] = [];
  const taken = new Set<number>(); // with those behind the two: their links are crossed as well
  const free = ({ link }: Break): boolean => !taken.has(link.id);
  for (const [at, a] of breaks.entries()) {
    const b = free(a) ? breaks.slice(at + 1).find((other) => free(other) && areSwapped(a, other)) : undefined;
    if (!b) continue;
    for (const { link } of [a, b]) taken.add(link.id).add(link.id + 1);
    const message = `Entries ${a.link.id} and ${b.link.id} were swapped: each stands where the other was written.`;
    swaps.push({ kind: 'swapped', entry: a.link.id, to: b.link.id, message });
  }
  return swaps;
}

function areSwapped(a: Break, b: Break): boolean {
  if (!a.fits && !b.fits) return fitsWith(a.link, b.link) || fitsWith(b.link, a.link);
  const beforeA = a.before?.hash ?? beginning;
  const aAfter = b.before?.id === a.link.id ? b.link.hash : b.before?.hash;
  return b.link.prev.equals(beforeA) && aAfter !== undefined && a.link.prev.equals(aAfter);
}

/** Whether what `other` says is what the hash of `link` was made of. */
const fitsWith = (link: Link, other: Link): boolean => link.hash.equals(entryHash(link.prev, other.content));

const edited = (entry: number, why: string): AuditFault => ({ kind: 'edited', entry, message: `Entry ${entry} was edited: ${why}.` });

function brokenLink(before: Link | undefined, link: Link, isSigned: (link: Link) => boolean): AuditFault {
  const first = (before?.id ?? 0) + 1;
  const last = link.id - 1;
  if (first < last) return deleted(first, last, `Entries ${first} to ${last} were deleted`, link);
  if (first === last) return deleted(first, last, `Entry ${first} was deleted`, link);
  if (before && !isSigned(before)) return edited(before.id, `its hash was made anew, but entry ${link.id} follows from the hash that it had`);
  return edited(link.id, 'it was rewritten together with its hash, or moved here from another place, and does not follow from the entry before it');
}

const deleted = (entry: number, to: number, what: string, { id }: Link): AuditFault => ({
  kind: 'deleted',
  entry,
  to,
  message: `${what}: entry ${id} follows from one that is not there.`,
});
