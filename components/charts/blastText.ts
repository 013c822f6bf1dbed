import type { NodeKind } from '../../lib/model/facts.ts';
import { formatCount, formatSpan, plural } from '../../lib/model/format.ts';
import type { Alike, CarriedBy, BlastPicture as Picture, PictureMark } from '../../lib/model/picture.ts';

/** The blast picture in words: one place, for the drawing, its side, its table and what is saved. */
export const kindText: Record<NodeKind, [string, string]> = {
  credential: ['credential', 'credentials'],
  identity: ['identity', 'identities'],
  workload: ['workload', 'workloads'],
  resource: ['resource', 'resources'],
};
export const carriedText: Record<CarriedBy, string> = {
  key: 'the key itself',
  foothold: 'the workload taken over',
  session: 'sessions that outlive what opened them',
  harvested: 'further credentials harvested on the way',
  planted: 'changes planted on the way',
  renewing: 'stores that always hold the current key',
};
export const carriedColour: Record<CarriedBy, string> = {
  key: 'var(--class-delegate)',
  foothold: 'var(--class-delete)',
  session: 'var(--class-read)',
  harvested: 'var(--class-write)',
  planted: 'var(--class-execute)',
  renewing: 'var(--class-spend)',
};

/** How many of the mark can still be reached so long after the start. */
export const leftOf = (mark: PictureMark, seconds: number): number =>
  mark.ends.reduce((sum, end) => sum + (end.seconds > seconds || seconds === 0 ? end.count : 0), 0);

/** What carries most of what is left of a mark; of all of it where nothing is left. */
export function carrierOf({ ends }: PictureMark, seconds: number): CarriedBy {
  const left = ends.filter((end) => end.seconds > seconds);
  const counts = new Map<CarriedBy, number>();
  for (const { by, count } of left.length > 0 ? left : ends) counts.set(by, (counts.get(by) ?? 0) + count);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/** `1 hop`, `3 hops`, `8 to 391 hops`. */
export const hopsText = ({ hop, lastHop }: PictureMark): string => (lastHop > hop ? `${hop} to ${plural(lastHop, 'hop')}` : plural(hop, 'hop'));

/** One kind, or several where a group holds them all. */
export const whatOf = (picture: Picture, { kind, count }: PictureMark): string =>
  count > 1 && !picture.alike.includes('kind') ? 'things' : kindText[kind][count === 1 ? 0 : 1];

export function markLabel(picture: Picture, mark: PictureMark): string {
  const what =
    mark.count === 1 ? `${kindText[mark.kind][0]} ${mark.nodes[0]?.name ?? mark.nodes[0]?.key ?? ''}` : `${formatCount(mark.count)} ${whatOf(picture, mark)}`;
  const where = mark.hop === 0 ? 'where it starts' : `${hopsText(mark)} away in ${mark.system}`;
  return `${what}, ${where}${mark.class ? `, can ${mark.class}` : ''}${mark.certain === 0 ? ', possibly' : ''}`;
}

/** What the picture shows, in one sentence. */
export function findingOf({ marks, systems, things, scenario, end, alike }: Picture): string {
  const reached = things - marks.filter(({ hop }) => hop === 0).length;
  const far = Math.max(0, ...marks.map(({ lastHop }) => lastHop));
  const jewels = marks.filter((mark) => mark.kind === 'resource' && mark.sensitivity === 5).reduce((sum, { count }) => sum + count, 0);
  const keys = (alike.includes('kind') ? marks : []).filter((mark) => mark.kind === 'credential' && mark.hop > 0).reduce((sum, { count }) => sum + count, 0);
  const when = scenario === 'leak' ? 'If it leaks' : 'If what uses it is taken over';
  const parts = [keys > 0 && `${plural(keys, 'further credential')}`, jewels > 0 && plural(jewels, 'crown jewel')].filter(Boolean);
  return `${when}, ${plural(reached, 'thing')} in ${plural(systems.length, 'system')} ${reached === 1 ? 'is' : 'are'} within ${plural(far, 'hop')}${end === 'upTo' ? ' at most' : ' for certain'}${parts.length > 0 ? `, among them ${parts.join(' and ')}` : ''}.`;
}

const traitText: Record<Alike, string> = { ring: 'ring', system: 'system', kind: 'kind', class: 'worst class', sensitivity: 'sensitivity' };
/** `ring, system and kind`. */
export function alikeText(alike: readonly Alike[]): string {
  const words = alike.map((trait) => traitText[trait]);
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** What was grouped, and by what; undefined where every mark is one thing. */
export function groupingOf({ marks, things, alike }: Picture): string | undefined {
  const groups = marks.filter(({ count }) => count > 1);
  if (groups.length === 0) return undefined;
  const grouped = groups.reduce((sum, { count }) => sum + count, 0);
  const starts = marks.filter(({ hop }) => hop === 0).length;
  return `${plural(things - starts, 'thing')} in ${plural(marks.length - starts, 'mark')}: ${formatCount(grouped)} of them are grouped, since they are alike in ${alikeText(alike)}. The number in a mark says how many it stands for.`;
}

export const momentText = (seconds: number, horizonDays: number): string =>
  seconds === 0 ? 'At the start' : seconds >= horizonDays * 86_400 ? `On day ${horizonDays}, when it is contained` : `${formatSpan(seconds)} after the start`;
