import path from 'node:path';
import { type Command, Option } from 'commander';
import { KeyblastError } from '../../lib/model/errors.ts';
import { formatBytes, plural } from '../../lib/model/format.ts';
import { type Audience, audiences, type Paper, papers, type ReportFormat, type ReportVerdict, reportFormats } from '../../lib/model/reports.ts';
import { makeReport } from '../../lib/services/makeReport.ts';
import { exportReportFile, furtherDocuments, verifyReportFile } from '../../lib/services/reportFile.ts';
import { listReports } from '../../lib/services/reportLibrary.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printLine, say, unwrap } from '../print.ts';
import { readTime } from '../readTime.ts';
import { textTable } from '../textTable.ts';

type Context = Parameters<typeof makeReport>[0];
type Options = {
  audience?: Audience;
  format?: ReportFormat;
  out?: string;
  filter?: string;
  period?: string;
  compare?: string;
  table?: string;
  paper?: Paper;
  id?: string;
  at?: string;
  verify?: string;
  publicKey?: string;
  list?: true;
  json?: true;
};

export function register(program: Command): void {
  program
    .command('report')
    .description('make a report of the last analysis, take one out of the library, or verify a file of one (docs/reports.md)')
    .addOption(new Option('--audience <audience>', 'for whom').choices(audiences))
    .addOption(new Option('--format <format>', '"oscal" writes the plan of action and milestones beside the assessment results').choices(reportFormats))
    .option('--out <file>', 'the file to write; FILE.sig, its signature, is written beside it')
    .option('--filter <expression>', 'scope, in the grammar of docs/filter.md')
    .option('--period <span>', 'such as "30d" or "2026-10-01..2026-11-01" (default: 30d)')
    .option('--compare <report>', 'the id of a report, "previous" or "none" (default: previous)')
    .option('--table <id>', 'of the CSV: which table (default: credentials)')
    .addOption(new Option('--paper <paper>', 'of the PDF (default: a4)').choices(papers))
    .option('--id <report>', 'a report of the library instead of a new one')
    .option('--at <time>', 'the clock of the report, to make one again', readTime)
    .option('--verify <file>', 'check a file against FILE.sig; exits with 1 if anything was changed')
    .option('--public-key <key>', 'the public key that you wrote down, instead of the one of this data folder')
    .option('--list', 'what is in the library')
    .option('--json', 'as one JSON document')
    .action((options: Options) => withContext((ctx) => run(ctx, options)));
}

async function run(ctx: Context, options: Options): Promise<void> {
  if (options.list) return list(ctx, options);
  if (options.verify !== undefined) return verify(ctx, options.verify, options);
  const { format, out } = options;
  if (!format || !out) throw new KeyblastError('INVALID', 'say --format and --out, or --verify FILE, or --list');
  const report = options.id === undefined ? await make(ctx, options) : Number(options.id);
  const written = [];
  for (const each of [{ format, suffix: '' }, ...furtherDocuments(format)]) {
    const file = each.suffix === '' ? out : suffixed(out, each.suffix);
    const { table, paper } = options;
    const part = { ...(table !== undefined && { table }), ...(paper && { paper }) };
    written.push(unwrap(await exportReportFile(ctx, { report, format: each.format, file, ...part })));
  }
  if (options.json) return printJson({ report, files: written });
  for (const { files, sizeBytes, digest } of written) say(`${files.join(', ')}: ${formatBytes(sizeBytes)}, SHA-256 ${digest}`);
}

/** `a.json` as `a.poam.json`. */
function suffixed(file: string, suffix: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}${suffix}${ext}`);
}

async function make(ctx: Context, { audience, filter, period, compare, at }: Options): Promise<number> {
  if (!audience) throw new KeyblastError('INVALID', `say --audience ${audiences.join('|')}, or --id of a report of the library`);
  const made = unwrap(
    await makeReport(ctx, {
      audience,
      ...(filter !== undefined && { filter }),
      ...(period !== undefined && { period: periodOf(period, ctx.now()) }),
      ...(compare !== undefined && { compare: compare === 'none' || compare === 'previous' ? compare : Number(compare) }),
      ...(at !== undefined && { frozenAt: at }),
    }),
  );
  say(`report ${made.id} of analysis ${made.analysis}, frozen ${made.frozenAt}; SHA-256 of its JSON ${made.digest}`);
  return made.id;
}

const dayMs = 86_400_000;

/** @param text `30d` before now, or FROM..TO, bare dates as 00:00 UTC */
function periodOf(text: string, now: Date): { from: string; to: string } {
  const days = /^(\d{1,3})d$/.exec(text);
  if (days) return { from: new Date(now.getTime() - Number(days[1]) * dayMs).toISOString(), to: now.toISOString() };
  const [from, to, ...more] = text.split('..');
  if (from && to && more.length === 0) return { from: readTime(from), to: readTime(to) };
  throw new KeyblastError('INVALID', `--period ${text}: expected days, such as 30d, or FROM..TO`);
}

async function verify(ctx: Context, file: string, { publicKey, json }: Options): Promise<void> {
  const verdict = unwrap(await verifyReportFile(ctx, { file, ...(publicKey !== undefined && { publicKey }) }));
  if (json) printJson(verdict);
  else for (const line of linesOf(file, verdict)) printLine(line);
  if (!verdict.ok) process.exitCode = 1;
}

function linesOf(file: string, { ok, faults, signed, report }: ReportVerdict): string[] {
  const of = report ? `; report ${report.id}, "${report.title}", frozen ${report.frozenAt}` : '';
  if (!ok) return faults.map((fault) => `${file}: ${fault}`);
  if (!signed) return [`${file}: as it was made here${of}; there is no ${file}.sig`];
  return [`${file}: untouched, ${signed.format} of the report with the SHA-256 ${signed.reportDigest}${of}; signed with ${signed.publicKey}`];
}

async function list(ctx: Context, { json }: Options): Promise<void> {
  const { reports, formats } = unwrap(await listReports(ctx));
  if (json) return printJson({ reports, formats });
  if (reports.length > 0) {
    const columns = [
      { title: 'report', text: (row: (typeof reports)[number]) => String(row.id), right: true },
      { title: 'audience', text: (row: (typeof reports)[number]) => row.audience },
      { title: 'frozen', text: (row: (typeof reports)[number]) => row.frozenAt },
      { title: 'analysis', text: (row: (typeof reports)[number]) => String(row.analysis), right: true },
      { title: 'scope', text: (row: (typeof reports)[number]) => row.filter || 'everything', atMost: 40 },
      { title: 'by', text: (row: (typeof reports)[number]) => row.madeBy, atMost: 24 },
      { title: 'kept until', text: (row: (typeof reports)[number]) => row.keepUntil.slice(0, 10) },
    ];
    printLine(textTable(columns, reports));
  }
  printLine(`${plural(reports.length, 'report')}; each can be had as ${formats.join(', ')}`);
}
