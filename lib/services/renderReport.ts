import fs from 'node:fs';
import { z } from 'zod';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import { type Paper, papers, type ReportFormat, type ReportRow, reportFormats } from '../model/reports.ts';
import { readReportJson } from '../reports/readReportJson.ts';
import type { Renderer } from '../reports/renderer.ts';
import { findRenderer, offeredFormats } from '../reports/renderers.ts';
import { mainTable, type Report } from '../reports/report.ts';
import { signatureLine, signedText } from '../reports/reportSignature.ts';
import { appendAudit } from '../store/audit.ts';
import { auditKey } from '../store/auditKey.ts';
import { inTransaction } from '../store/database.ts';
import { linesOfFile, reportPath } from '../store/reportFiles.ts';
import { findReportRow, notedDigest, noteReportFile } from '../store/reports.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { type Digested, digestOf, writeDigested } from './reports/writeDigested.ts';

export const RenderReport = z.object({
  report: z.int().positive(),
  format: z.enum(reportFormats, { error: `expected one of ${reportFormats.join(', ')}` }),
  /** Of the CSV: which table; the list of credentials where it is left out. */
  table: z.string().max(100).optional(),
  /** Of the PDF: what it is laid out for; A4 where it is left out. */
  paper: z.enum(papers, { error: `expected one of ${papers.join(', ')}` }).optional(),
  /** What it is to be called, in the signature too. */
  fileName: z.string().min(1).max(255).optional(),
});
/**
 * A report as a file of the data folder. `sig`: what stands in its signature; `sums`: of the CSV, its digest and that of the JSON, as `sha256sum` writes them. `fileName`: what to call it elsewhere; they have
 * the same name and `.sig` or `.sha256` after it.
 */
export type RenderedReport = {
  report: ReportRow;
  format: ReportFormat;
  fileName: string;
  mediaType: string;
  file: string;
  sig: string;
  sums?: string;
  sizeBytes: number;
  digest: string;
};

/** Makes one format of a report, or finds it made; every time written in the audit log, because it leaves the installation. */
export async function renderReport(ctx: Context, input: z.input<typeof RenderReport>): Promise<Result<RenderedReport>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(RenderReport, input);
  if (!read.ok) return read;
  const { report: id, format, table, paper, fileName } = read.value;
  const row = await findReportRow(ctx.database.pool, id);
  if (!row) return fail('NOT_FOUND', `there is no report ${id}; it was never made, or was kept long enough`);
  const renderer = findRenderer(format);
  if (!renderer) return fail('UNSUPPORTED', `no report is made as ${format} here; expected one of ${offeredFormats.join(', ')}`);
  return asResult(async () => {
    const rendered = await render(ctx, row, renderer, { table, paper, fileName });
    await tellAudit(ctx, rendered, table ?? '');
    return rendered;
  });
}

async function render(
  ctx: Context,
  row: ReportRow,
  renderer: Renderer,
  asked: { table: string | undefined; paper: Paper | undefined; fileName: string | undefined },
): Promise<RenderedReport> {
  const { format, extension, mediaType } = renderer;
  const report = await openReport(row);
  const table = format === 'csv' ? (asked.table ?? mainTable(report)?.id) : undefined;
  const paper = format === 'pdf' ? (asked.paper ?? 'a4') : undefined;
  const part = table ?? (paper === 'a4' ? '' : (paper ?? '')); // which of several files of one format
  const name = `report${part === '' ? '' : `.${part.replaceAll(/[^\w-]/g, '')}`}${documentName[format] ?? ''}.${extension}`;
  const file = reportPath(row.id, name);
  const fileName = asked.fileName ?? `keyblast-${row.audience}-${row.frozenAt.slice(0, 10)}-${row.id}${name.slice('report'.length)}`;
  const made = { report: row.id, format, table: part };
  const written =
    (await asNoted(ctx, made, file)) ??
    (await writeDigested(file, renderer.render(report, { digest: row.digest, ...(table !== undefined && { table }), ...(paper && { paper }) })));
  await noteReportFile(ctx.database.pool, { ...made, ...written });
  return {
    ...{ report: row, format, fileName, mediaType, file, ...written },
    sig: signatureOf({ fileName, format, report: row, ...written }),
    ...(format === 'csv' && { sums: `${written.digest}  ${fileName}\n${row.digest}  report-${row.id}.json\n` }),
  };
}

/** Of formats that are JSON too, so that no file has the name of another. */
const documentName: Partial<Record<ReportFormat, string>> = { oscal: '.oscal', 'oscal-poam': '.poam' };

/** The file that was made before, if it is there and as it was then: what somebody changed is never signed, but made anew. */
async function asNoted(ctx: Context, made: { report: number; format: ReportFormat; table: string }, file: string): Promise<Digested | undefined> {
  if (!fs.existsSync(file)) return undefined;
  const found = await digestOf(fs.createReadStream(file));
  return found.digest === (await notedDigest(ctx.database.pool, made)) ? found : undefined;
}

function signatureOf({ fileName, format, sizeBytes, digest, report }: Pick<RenderedReport, 'fileName' | 'format' | 'sizeBytes' | 'digest' | 'report'>): string {
  const { publicKey, sign } = auditKey();
  const said = {
    ...({ format: 'keyblast-report-signature', version: 1 } as const),
    ...{ file: fileName, fileFormat: format, sizeBytes, sha256: digest, reportSha256: report.digest, publicKey },
  };
  return signatureLine({ ...said, signature: sign(signedText(said)).toString('base64url') });
}

/** The report as renderers take it, from its file. CONFLICT where that was changed: nothing is made of it, nor signed. */
export async function openReport({ id, digest }: ReportRow): Promise<Report> {
  const file = reportPath(id, 'report.json');
  if (!fs.existsSync(file))
    throw new KeyblastError('NOT_FOUND', `report ${id} has no file ${file}: bring the data folder's reports back from a backup, or make it again`);
  const found = await digestOf(fs.createReadStream(file));
  if (found.digest !== digest)
    throw new KeyblastError('CONFLICT', `report ${id} was changed: the SHA-256 of ${file} is ${found.digest}, it was made with ${digest}`);
  return readReportJson((fromByte) => linesOfFile(file, fromByte));
}

function tellAudit(ctx: Context, { report, format, digest }: RenderedReport, table: string): Promise<void> {
  return inTransaction(ctx.database, async (client) => {
    await appendAudit(client, {
      at: ctx.now(),
      actor: ctx.actor.id,
      action: 'report.export',
      after: { report: report.id, format, ...(table && { table }), sha256: digest },
    });
  });
}
