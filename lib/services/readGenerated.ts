import { derive } from '../derive/registry.ts';
import type { EstateFile } from '../estate/estateFile.ts';
import type { AnyImporter, InputFile } from '../importers/importer.ts';
import { inputFile, sampleOf } from '../importers/inputFile.ts';
import { readFacts } from '../importers/readFacts.ts';
import { recognise } from '../importers/recognise.ts';
import type { Fact } from '../model/facts.ts';
import { makeFingerprint } from '../model/fingerprint.ts';
import { estateBytes } from './estateBytes.ts';

/** Any key will do: the fingerprints never leave this file's facts. */
const fingerprint = makeFingerprint(new Uint8Array(32).fill(1));

/** The facts of generated files in memory, read by their importers and derived from their documents, as an import has them. For estates that fit: each fact is an object. */
export async function readGenerated(files: readonly EstateFile[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const [importer, set] of await byImporter(files)) {
    for await (const record of readFacts(importer, set, { fingerprint, name: 'generated' }).records) {
      if (!record.ok) throw new Error(`generated file for ${importer.id} line ${record.line}: ${record.reason}`);
      for (const fact of record.row) facts.push(fact);
    }
  }
  for (const fact of derived(facts)) facts.push(fact);
  return facts;
}

/** Files of one format are one set: what one says of a thing is joined with what another does. */
async function byImporter(files: readonly EstateFile[]): Promise<Map<AnyImporter, InputFile[]>> {
  const sets = new Map<AnyImporter, InputFile[]>();
  for (const generated of files) {
    const { name } = generated;
    const whole = Buffer.concat([...estateBytes(generated)]);
    const file = inputFile({
      name,
      open: async function* () {
        yield whole;
      },
    });
    const found = recognise(await sampleOf(file));
    if (!found.ok) throw new Error(`generated file ${name}: ${found.reason}`);
    sets.set(found.importer, [...(sets.get(found.importer) ?? []), file]);
  }
  return sets;
}

function derived(facts: readonly Fact[]): Fact[] {
  const documents = facts.filter((fact) => fact.fact === 'document');
  const scopes = new Map(documents.map(({ platform, scope }) => [JSON.stringify([platform, scope]), { platform, scope }]));
  return [...scopes.values()].flatMap(({ platform, scope }) => {
    const own = documents.filter((document) => document.platform === platform && document.scope === scope);
    return Array.from(derive(platform, scope, own).facts, ({ fact }) => fact);
  });
}
