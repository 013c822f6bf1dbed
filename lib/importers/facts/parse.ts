import type { Fact } from '../../model/facts.ts';
import { parseFact } from '../../model/parseFact.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { readLines } from '../readLines.ts';

/** Reads facts files, one JSON object a line. A file that ends within a record is incomplete. */
export function open(files: InputFile[], setting: Setting): Opened<Fact> {
  const opened = { source: `facts:${setting.name}`, mode: 'snapshot' as const, complete: true, records: read() };
  async function* read(): AsyncGenerator<Parsed<Fact>> {
    for (const [file, input] of files.entries()) {
      let broken = false;
      for await (const { line, text } of readLines(input)) {
        const value = parseJson(text);
        broken = value === undefined;
        yield value === undefined ? { ok: false, file, line, reason: 'the line is not valid JSON' } : parsed(file, line, value);
      }
      if (broken) opened.complete = false;
    }
  }
  return opened;
}

function parsed(file: number, line: number, value: unknown): Parsed<Fact> {
  const result = parseFact(value);
  if (result.ok) return { ok: true, file, line, row: result.fact, warnings: result.warnings };
  const { field, reason } = result;
  return field === undefined ? { ok: false, file, line, reason } : { ok: false, file, line, field, reason };
}
