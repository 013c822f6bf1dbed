import type { Fact } from '../model/facts.ts';
import type { Fingerprint } from '../model/fingerprint.ts';
import { parseFact } from '../model/parseFact.ts';
import { redactFact } from '../model/redact.ts';
import { type AnyImporter, type InputFile, type Opened, type Parsed, type Setting, withRecords } from './importer.ts';

/**
 * A set of files as the store takes it: each record read, mapped, validated and redacted. A record is accepted whole or rejected whole. `dataTime` is the
 * importer's word, else the newest time that the data name (final when the records have ended).
 */
export function readFacts(importer: AnyImporter, files: InputFile[], setting: Setting): Opened<Fact[]> {
  const opened = importer.open(files, setting);
  const newest = { time: undefined as string | undefined };
  const out = withRecords(opened, accepted(opened.records, importer.normal === true, setting.fingerprint, newest));
  return Object.defineProperty(out, 'dataTime', { get: () => opened.dataTime ?? newest.time, enumerable: true });
}

async function* accepted(
  records: AsyncIterable<Parsed<Iterable<Fact>>>,
  normal: boolean,
  fingerprint: Fingerprint,
  newest: { time: string | undefined },
): AsyncGenerator<Parsed<Fact[]>> {
  for await (const record of records) {
    const checked = record.ok && !normal ? checkFacts(record) : record;
    if (!checked.ok) {
      yield checked;
      continue;
    }
    const facts: Fact[] = [];
    for (const fact of checked.row) {
      const time = newestTime(fact);
      if (time !== undefined && (newest.time === undefined || time > newest.time)) newest.time = time;
      facts.push(redactFact(fact, fingerprint));
    }
    yield { ...checked, row: facts };
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

/** The newest time at which a fact says that something had happened (ISO 8601); ends that lie ahead (`expires`, `until`) say nothing about the age of the data. */
function newestTime(fact: Fact): string | undefined {
  switch (fact.fact) {
    case 'credential':
      return later(later(fact.created, fact.rotated), fact.lastUsed);
    case 'usage':
    case 'sighting':
    case 'gone':
      return fact.at;
    case 'coverage':
      return fact.to;
    default:
      return undefined;
  }
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
