import { type RolesFile, rolesFileSchema, schemaReason } from '../../model/rolesDocument.ts';
import { parseTime } from '../../model/time.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { readJsonItems } from '../readJsonItems.ts';

/** Reads roles documents: one, or several one a line. Each names its platform and scope, and so its source. */
export function open(files: InputFile[], setting: Setting): Opened<RolesFile> {
  const opened = {
    source: `roles:${setting.name}`,
    mode: 'snapshot' as const,
    complete: true,
    dataTime: undefined as string | undefined,
    records: read(),
  };
  async function* read(): AsyncGenerator<Parsed<RolesFile>> {
    for (const [file, input] of files.entries()) {
      for await (const { line, text, cut } of readJsonItems(input)) {
        if (cut) opened.complete = false;
        const record = parsed(file, line, text, cut);
        const time = record.ok && record.row.asOf !== undefined ? parseTime(record.row.asOf)?.time : undefined;
        if (time !== undefined && (opened.dataTime === undefined || time > opened.dataTime)) opened.dataTime = time;
        // what could not be read may have granted anything: the rest is not the whole picture
        if (!record.ok) opened.complete = false;
        yield record;
      }
    }
  }
  return opened;
}

function parsed(file: number, line: number, text: string, cut: boolean): Parsed<RolesFile> {
  const value = parseJson(text);
  if (value === undefined) return { ok: false, file, line, reason: cut ? 'the file ends within this document' : 'the document is not valid JSON' };
  const result = rolesFileSchema.safeParse(value);
  if (!result.success) return { ok: false, file, line, ...schemaReason(result.error) };
  if (result.data.asOf !== undefined && !parseTime(result.data.asOf)) return { ok: false, file, line, field: 'asOf', reason: 'asOf is not an ISO 8601 time' };
  return { ok: true, file, line, row: result.data };
}
