import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import { papers, type ReportFormat, type ReportVerdict, reportFormats } from '../model/reports.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { renderReport } from './renderReport.ts';
import { digestOf } from './reports/writeDigested.ts';
import { verifyReport } from './verifyReport.ts';

export const ExportReportFile = z.object({
  report: z.int().positive(),
  format: z.enum(reportFormats, { error: `expected one of ${reportFormats.join(', ')}` }),
  table: z.string().max(100).optional(),
  paper: z.enum(papers, { error: `expected one of ${papers.join(', ')}` }).optional(),
  file: z.string().min(1),
});
/** What was written, the file first. */
export type WrittenReport = { files: string[]; digest: string; sizeBytes: number };

/** Writes a report to a file of this machine, its signature beside it, and beside a CSV its digests. OSCAL's plan of action and milestones is a file of its own. INVALID where it cannot be written. */
export async function exportReportFile(ctx: Context, input: z.input<typeof ExportReportFile>): Promise<Result<WrittenReport>> {
  const denied = forbidden(ctx, 'admin'); // whoever names paths writes this machine's files
  if (denied) return denied;
  const read = readInput(ExportReportFile, input);
  if (!read.ok) return read;
  const { report, format, table, paper, file } = read.value;
  const rendered = await renderReport(ctx, { report, format, fileName: path.basename(file), ...(table !== undefined && { table }), ...(paper && { paper }) });
  if (!rendered.ok) return rendered;
  const { sig, sums, digest, sizeBytes } = rendered.value;
  const beside: [string, string][] = [[`${file}.sig`, sig], ...(sums === undefined ? [] : [[`${file}.sha256`, sums] satisfies [string, string]])];
  return asResult(async () => {
    try {
      fs.copyFileSync(rendered.value.file, file);
      for (const [name, text] of beside) fs.writeFileSync(name, text);
    } catch (error) {
      if (error instanceof Error && 'code' in error && 'syscall' in error)
        throw new KeyblastError('INVALID', `${file} cannot be written (${String(error.code)})`);
      throw error;
    }
    return { files: [file, ...beside.map(([name]) => name)], digest, sizeBytes };
  });
}

export const VerifyReportFile = z.object({ file: z.string().min(1), publicKey: z.string().max(100).optional() });

/** Whether a file of this machine is the report that FILE.sig says; without that file, whether it was made here. NOT_FOUND where there is no such file. */
export async function verifyReportFile(ctx: Context, input: z.input<typeof VerifyReportFile>): Promise<Result<ReportVerdict>> {
  const denied = forbidden(ctx, 'admin'); // whoever names paths reads this machine's files
  if (denied) return denied;
  const read = readInput(VerifyReportFile, input);
  if (!read.ok) return read;
  const { file, publicKey } = read.value;
  if (!fs.existsSync(file)) return fail('NOT_FOUND', `there is no file ${file}`);
  const { digest } = await digestOf(fs.createReadStream(file));
  const signature = fs.existsSync(`${file}.sig`) ? { signature: fs.readFileSync(`${file}.sig`, 'utf8') } : {};
  return verifyReport(ctx, { digest, ...signature, ...(publicKey !== undefined && { publicKey }) });
}

/** Formats that are written as more than one document, each with what stands before its extension. */
export const furtherDocuments = (format: ReportFormat): { format: ReportFormat; suffix: string }[] =>
  format === 'oscal' ? [{ format: 'oscal-poam', suffix: '.poam' }] : [];
