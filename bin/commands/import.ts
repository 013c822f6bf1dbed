import type { Command } from 'commander';
import { KeyblastError } from '../../lib/model/errors.ts';
import type { Counts, FileReport, ImportReport, SourceReport } from '../../lib/model/importReport.ts';
import { rejectionText } from '../../lib/model/rejectionText.ts';
import { importPaths } from '../../lib/services/importFiles.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printLine, unwrap } from '../print.ts';
import { showProgress } from '../progress.ts';
import { clean } from '../textTable.ts';

type Options = { source?: string; as?: string; taken?: string; dryRun?: true; confirm?: true; json?: true };

export function register(program: Command): void {
  program
    .command('import')
    .description('recognise, read and load files; a folder or a zip archive stands for all files in it')
    .argument('<path...>', 'files, folders and archives')
    .option('--source <name>', 'name of the source, where the content names no scope', 'default')
    .option('--as <format>', 'the format, where it is not to be recognised (see "keyblast formats")')
    .option('--taken <time>', 'when the files were taken, where they do not say it (ISO 8601, or now); else the newest time in them counts')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--confirm', 'accept a partial snapshot, or one from which much vanished, at once')
    .option('--json', 'one JSON document')
    .action((paths: string[], options: Options) => withContext((ctx) => run(ctx, paths, options)));
}

async function run(ctx: Parameters<typeof importPaths>[0], paths: string[], { source, as, taken, dryRun, confirm, json }: Options): Promise<void> {
  const progress = showProgress();
  const input = {
    paths,
    dryRun: dryRun === true,
    confirm: confirm === true,
    ...(source !== undefined && { name: source }),
    ...(as !== undefined && { format: as }),
    ...(taken !== undefined && { taken }),
  };
  const report = unwrap(await importPaths(ctx, input, (phase, done) => progress.report({ phase, done })).finally(() => progress.end()));
  if (json) printJson(report);
  else printReport(report, dryRun === true);
  if (report.files.length > 0 && report.files.every((file) => file.accepted === 0) && report.files.some((file) => file.rejected > 0))
    throw new KeyblastError('UNSUPPORTED', 'no record of these files could be accepted; the reasons are above');
}

function printReport(report: ImportReport, dryRun: boolean): void {
  if (dryRun) printLine('Dry run: nothing was changed.');
  for (const file of report.files) printFile(file);
  for (const source of report.sources) printSource(source);
  for (const { file } of report.skipped ?? []) printLine(`${clean(file)}: left out, it is in no format known here`);
  for (const { file, importId, state } of report.alreadyImported) {
    printLine(`${clean(file)}: already imported (import ${importId}${state === 'held' ? ', held' : ''}); nothing changed`);
    if (state === 'held') printLine(`  confirm it with: keyblast imports confirm ${importId}`);
  }
}

function printFile({ file, format, records, accepted, rejected, rejections, warnings }: FileReport): void {
  printLine(`${clean(file)}: ${format}, ${many(records, 'record')}, ${accepted} accepted, ${rejected} rejected`);
  for (const rejection of rejections) printLine(`  line ${rejection.line}: ${clean(rejectionText(rejection))}; record rejected`);
  if (rejected > rejections.length) printLine(`  … and ${rejected - rejections.length} more`);
  for (const [warning, times] of Object.entries(warnings)) printLine(`  warning, ${times} times: ${clean(warning)}`);
}

function printSource(source: SourceReport): void {
  printLine(`${clean(source.source)}: nodes ${counts(source.nodes)}; edges ${counts(source.edges)}`);
  if (source.late) {
    printLine(`  its newest time is ${source.dataTime}, before that of what the source has said since: kept as history, changes nothing that stands now`);
    printLine(`  if it was taken later all the same (its newest entry was deleted, say): import it again with --taken now`);
  }
  if (source.state !== 'held') return;
  printLine(`  held, nothing of it counts yet: ${source.heldReason ?? ''}`);
  printLine(`  accept it with: keyblast imports confirm ${source.importId}, or drop it with: keyblast imports drop ${source.importId}`);
}

const counts = ({ added, changed, gone }: Counts): string => `${added} added, ${changed} changed, ${gone} gone`;
const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
