import type { AnyImporter, Sample } from './importer.ts';
import { importers } from './registry.ts';

/** Below this nobody claims the file. */
const least = 0.5;

/** The importer that is surest of a file, with its reason; ties go to the first in the registry. */
export type Recognised = { ok: true; importer: AnyImporter; score: number; why: string } | { ok: false; reason: string };

export function recognise(sample: Sample): Recognised {
  const claims = importers.map((importer) => ({ importer, ...importer.detect(sample) }));
  const best = claims.reduce((most, claim) => (claim.score > most.score ? claim : most));
  if (best.score >= least) return { ok: true, ...best };
  if (sample.head.trim() === '') return { ok: false, reason: `${sample.name} holds nothing but blanks; nothing to import` };
  const tried = claims.map((claim) => `${claim.importer.id}: ${claim.why}`).join('; ');
  return { ok: false, reason: `${sample.name} is in no format known here (${tried}). If you know better, name its format (in a terminal: --as FORMAT)` };
}
