import { z } from 'zod';
import type { TablePage } from '../engine/protocol.ts';
import { csvFields, csvHeading, csvRows } from '../model/credentialsCsv.ts';
import { KeyblastError, ok, type Result } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { type Context, forbidden } from './context.ts';
import { listCredentials, WhichCredentials } from './listCredentials.ts';
import { readInput } from './readInput.ts';

/** Rows asked of the engine at once: about 3 MB on the way, and 1.5 million rows in 750 questions. */
const pieceRows = 2000;

export const ExportCredentials = WhichCredentials.extend({
  /** Fields of docs/filter.md and `aliases`, in the order of the columns; all of them where it is left out. */
  fields: z
    .array(z.enum(csvFields, { error: 'expected a field of docs/filter.md, or aliases' }))
    .min(1, 'name at least one field')
    .optional(),
  /** Rows at most; all that match where it is left out. */
  limit: z.int().min(0, 'expected 0 or more').optional(),
});
export type ExportCredentials = z.input<typeof ExportCredentials>;

/**
 * `chunks` are the file, piece by piece as they are asked for: whoever stops asking ends it, and nothing is held but the piece under way. It throws KeyblastError
 * CONFLICT where another analysis took the place of the first one in the middle, so that no file mixes the two.
 */
export type CsvExport = { fileName: string; rows: number; chunks: AsyncGenerator<string, void> };

/** The credentials that match, all of them, in the order asked for, as CSV (RFC 4180, UTF-8). Written in the audit log before the first line leaves. */
export async function exportCredentials(ctx: Context, input: ExportCredentials, options: { signal?: AbortSignal } = {}): Promise<Result<CsvExport>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ExportCredentials, input);
  if (!read.ok) return read;
  const { fields = csvFields, limit = Number.POSITIVE_INFINITY, filter, sort, ids } = read.value;
  const which = { ...(filter !== undefined && { filter }), ...(sort !== undefined && { sort }), ...(ids && { ids }) };
  const piece = (offset: number) => listCredentials(ctx, { ...which, offset, limit: Math.min(pieceRows, limit - offset) }, options);
  const first = await piece(0);
  if (!first.ok) return first;
  const rows = Math.min(limit, first.value.matching);
  await tellAudit(ctx, { analysis: first.value.analysis.id, filter: redactText(filter ?? ''), sort: sort ?? 'credential', fields: [...fields], rows });
  return ok({ fileName: `credentials-${timeInName(first.value.analysis.asOf)}.csv`, rows, chunks: chunksOf(first.value, rows, fields, piece) });
}

async function* chunksOf(
  first: TablePage,
  rows: number,
  fields: readonly string[],
  piece: (offset: number) => Promise<Result<TablePage>>,
): AsyncGenerator<string, void> {
  const asOfMs = Date.parse(first.analysis.asOf);
  yield csvHeading(fields) + csvRows(first.rows, fields, asOfMs);
  for (let written = first.rows.length; written < rows; ) {
    const next = sameAnalysis(await piece(written), first);
    yield csvRows(next.rows, fields, asOfMs);
    written += next.rows.length;
  }
}

/** The next piece, if it is of the analysis that the first one was of, and there is one. */
function sameAnalysis(next: Result<TablePage>, first: TablePage): TablePage {
  if (!next.ok) throw new KeyblastError(next.error.code, next.error.message);
  if (next.value.analysis.id === first.analysis.id && next.value.rows.length > 0) return next.value;
  throw new KeyblastError(
    'CONFLICT',
    `analysis ${next.value.analysis.id} took the place of analysis ${first.analysis.id} in the middle of the export; what was written is not whole. Export again.`,
  );
}

const tellAudit = (ctx: Context, after: { analysis: number; filter: string; sort: string; fields: string[]; rows: number }): Promise<void> =>
  inTransaction(ctx.database, (client) => appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'credentials.export', after }));

/** A time that every file system takes: `2026-11-01T120000Z`. */
const timeInName = (iso: string): string => iso.replace(/\.\d+/, '').replaceAll(':', '');
