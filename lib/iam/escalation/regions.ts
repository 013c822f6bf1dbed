import type { Statement } from '../parsePolicy.ts';
import { homeRegion } from './attackerContext.ts';
import { decidingStatements } from './decidingStatements.ts';
import type { Standing } from './standing.ts';

const known = new WeakMap<Standing, string[]>();

/** Regions worth trying: where every request goes, and those that the principal's policies have an opinion of, and one that they have none of. */
export function regionsOf(standing: Standing): readonly string[] {
  let regions = known.get(standing);
  if (!regions) {
    const named = decidingStatements(standing).flatMap(regionsIn);
    regions = named.length === 0 ? [homeRegion] : [...new Set([homeRegion, ...named, 'eu-west-1', 'ap-south-2'])].slice(0, 12);
    known.set(standing, regions);
  }
  return regions;
}

const region = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;
/** The first region of those that a pattern such as `eu-*` stands for. */
const firstOf: Record<string, string> = {
  us: 'us-east-2',
  eu: 'eu-west-1',
  ap: 'ap-south-1',
  ca: 'ca-central-1',
  sa: 'sa-east-1',
  me: 'me-south-1',
  af: 'af-south-1',
};

function regionsIn({ conditions, resources }: Statement): string[] {
  const asked = conditions.filter(({ key }) => key === 'aws:requestedregion' || key === 'ec2:region').flatMap(({ values }) => values.map(({ text }) => text));
  const written = (resources?.patterns ?? []).flatMap(({ text }) => (text.startsWith('arn:') ? (text.split(':')[3] ?? '') : []));
  return [...asked, ...written].flatMap((text) => {
    if (region.test(text)) return [text];
    const wide = /^([a-z]{2})[-*]/.exec(text);
    return wide && text !== '*' ? (firstOf[wide[1]!] ?? []) : [];
  });
}
