import type { Fact } from '../model/facts.ts';
import type { Fingerprint } from '../model/fingerprint.ts';
import { parseFact } from '../model/parseFact.ts';
import { redactFact } from '../model/redact.ts';
import { type AnyImporter, type InputFile, type Opened, type Parsed, type Setting, withRecords } from './importer.ts';

/**
 * A set of files as the store takes it: each record read, mapped, validated and redacted. A record is accepted whole or rejected whole.
 */
export function readFacts(importer: AnyImporter, files: InputFile[], setting: Setting): Opened<Fact[]> {
  const opened = importer.open(files, setting);
  return withRecords(opened, accepted(opened.records, importer.normal === true, setting.fingerprint));
}

async function* accepted(records: AsyncIterable<Parsed<Iterable<Fact>>>, normal: boolean, fingerprint: Fingerprint): AsyncGenerator<Parsed<Fact[]>> {
  for await (const record of records) {
    const checked = record.ok && !normal ? checkFacts(record) : record;
    if (!checked.ok) {
      yield checked;
      continue;
    }
    yield { ...checked, row: Array.from(checked.row, (fact) => redactFact(fact, fingerprint)) };
  }
}

/** Facts that an importer made, brought to their normal form; one that breaks the rules of docs/facts.md rejects the record. */
function checkFacts(record: Parsed<Iterable<Fact>> & { ok: true }): Parsed<Iterable<Fact>> {
  const facts: Fact[] = [];
  const warnings = new Set(record.warnings);
  for (const made of record.row) {
    const { file, line } = record;
    const parsed = parseFact(made);
    if (!parsed.ok) return { ok: false, file, line, ...(parsed.field === undefined ? {} : { field: parsed.field }), reason: `${made.fact}: ${parsed.reason}` };
    facts.push(parsed.fact);
    for (const warning of parsed.warnings) warnings.add(warning);
  }
  return warnings.size === 0 ? { ...record, row: facts } : { ...record, row: facts, warnings: [...warnings] };
}
