import { aws } from './aws.ts';
import type { Derived, DerivedFact, Deriver, Document, Problem } from './deriver.ts';
import { roles } from './roles.ts';

/** Every platform whose documents are understood, one line each, sorted. */
// biome-ignore format: one line a platform
export const derivers: readonly Deriver[] = [
  aws,
  roles,
];

/** Part of an import's identity, as an importer's version is. */
export const deriveVersion = derivers.map((deriver) => `${deriver.id}@${deriver.version}`).join(' ');

/**
 * All documents of one scope turned into edges, grants and nodes: what the source `derived:PLATFORM:SCOPE` says from now on. A document that nobody understands
 * is a problem, not an error. Facts come as they are worked out; problems are final after the last one.
 */
export function derive(platform: string, scope: string, documents: readonly Document[]): Derived {
  const problems: Problem[] = [];
  const all = documents.map((document, at) => ({ at, document, deriver: derivers.find((deriver) => deriver.understands(platform, document.kind)) }));
  for (const { at, document, deriver } of all) {
    if (!deriver) problems.push({ document: at, reason: `documents of platform ${platform}, kind ${document.kind} are kept, but not understood yet` });
  }
  function* facts(): Generator<DerivedFact> {
    for (const deriver of derivers) {
      const own = all.filter((one) => one.deriver === deriver);
      if (own.length === 0) continue;
      const derived = deriver.derive({ platform, scope }, own);
      yield* derived.facts;
      problems.push(...derived.problems);
    }
  }
  return { facts: facts(), problems };
}
