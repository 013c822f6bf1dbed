import { availableParallelism } from 'node:os';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { ImportReport } from '../../bench/import.ts';
import type { PagesReport } from '../../bench/pages.ts';
import type { IamReport } from '../../bench/workloads/measureIam.ts';
import { type EngineReport, partNames, partsOf } from '../../bench/workloads/report.ts';
import type { WorkloadName } from '../../bench/workloads/workloads.ts';
import { KeyblastError } from '../../lib/model/errors.ts';
import { printJson, printLine, say } from '../print.ts';
import { readCount } from '../readCount.ts';

type Options = { workload: WorkloadName | 'iam'; scale: number; only?: string[]; threads: number; json?: true };
const measurements = ['engine', 'import', 'web'] as const;
type Measurement = (typeof measurements)[number];
/** At scale 1. */
const importedCredentials = 20_000;

export function register(program: Command): void {
  program
    .command('bench')
    .description('the measurements that the performance goals are stated in; ratios are of one run, medians of three')
    .addArgument(
      new Argument(
        '<what>',
        `the engine on numbered estates; an import of files beside the least that loading them could cost (at scale 1 of ${count(importedCredentials)} credentials); the page of one credential (web)`,
      ).choices(measurements),
    )
    .addOption(
      new Option(
        '--workload <name>',
        'agents (M; M2: each may read the database), an enterprise (E; Esc: where everything hangs together), levels (W), what policies of an AWS account allow (iam)',
      )
        .choices(['M', 'M2', 'E', 'Esc', 'W', 'iam'])
        .default('E'),
    )
    .option('--scale <x>', 'how large, of the size that the goals are stated for', readScale, 1)
    .option('--only <name,…>', `some of what engine measures: ${partNames.join(', ')}`, readParts)
    .option('--threads <n>', 'threads that are compared with one', readCount(1), availableParallelism())
    .option('--json', 'one JSON document')
    .action(run);
}

async function run(what: Measurement, options: Options): Promise<void> {
  const { workload, scale, only = [], threads, json } = options;
  if (what !== 'engine') return runScript(what, options);
  if (workload === 'iam') return runIam(scale, only, json);
  const { measureEngine } = await import('../../bench/workloads/measureEngine.ts');
  const report = await measureEngine({ workload, scale, threads, parts: partsOf(only) }, say);
  if (json) printJson(report);
  else print(report);
}

/** Import and web are measured whole, each in a process of its own. */
async function runScript(what: 'import' | 'web', { workload, scale, only = [], json }: Options): Promise<void> {
  if (only.length > 0) throw new KeyblastError('INVALID', `--only names parts of engine; ${what} is measured whole`);
  if (what === 'web' && workload === 'iam') throw new KeyblastError('INVALID', 'an estate of iam has no pages; expected M, M2, E, Esc or W');
  const { ranApart } = await import('../../bench/ranApart.ts');
  if (what === 'import') {
    const report = await ranApart<ImportReport>('import.ts', [String(Math.round(scale * importedCredentials))]);
    if (json) printJson(report);
    else printImport(report);
    return;
  }
  const report = await ranApart<PagesReport>('pages.ts', [workload, String(scale)]);
  if (json) printJson(report);
  else printPages(report);
}

async function runIam(scale: number, only: string[], json?: true): Promise<void> {
  if (only.length > 0) throw new KeyblastError('INVALID', '--only names parts of the other workloads; iam is measured whole');
  const { measureIam } = await import('../../bench/workloads/measureIam.ts');
  const report = measureIam(scale, say);
  if (json) printJson(report);
  else printIam(report);
}

function readScale(text: string): number {
  const scale = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || scale <= 0 || scale > 100) throw new InvalidArgumentError('expected a number above 0, at most 100');
  return scale;
}

function readParts(text: string): string[] {
  const names = text.split(',');
  const unknown = names.find((name) => !(partNames as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${partNames.join(', ')}`);
  return names;
}

const count = (of: number): string => of.toLocaleString('en-US');
const list = (of: Record<string, number | null>): string =>
  Object.entries(of)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'none measured';

function printIam({ scale, principals, resources, mismatches, seconds, ratios, peakRssMb, details }: IamReport): void {
  const { statements, patterns, permissions, sampled } = details;
  printLine(
    `iam at scale ${scale}: ${count(principals)} principals, ${count(statements)} statements, ${count(resources)} resources, told apart by ${count(patterns)} patterns.`,
  );
  printLine(`Permissions of all principals: ${count(permissions.certain)} certain, ${count(permissions.upTo)} up to.`);
  printLine(`Mismatches: ${mismatches} of ${count(sampled.pairs)} pairs, ${count(sampled.decisions)} decisions.`);
  printLine(`Seconds: ${list(seconds)}.`);
  printLine(`Ratios: ${list(ratios)}.`);
  printLine(list({ peakRssMb }));
}

function printImport({
  credentials,
  policies,
  megabytes,
  lines,
  facts,
  seconds,
  phases,
  processorSeconds,
  ratios,
  factsPerSecond,
  peakRssMb,
}: ImportReport): void {
  const what = credentials === undefined ? `An account of AWS at scale ${policies}` : `${count(credentials)} credentials`;
  printLine(`${what}: ${megabytes} MB, ${count(lines)} lines, ${count(facts)} facts.`);
  printLine(`Lines read, and one COPY of them: ${seconds.plain} s.`);
  printLine(`Import: ${seconds.import} s, ${ratios.plain} times that; ${count(factsPerSecond)} facts a second.`);
  printLine(`Seconds: ${list(phases)}; of a processor: ${list(processorSeconds)}.`);
  printLine(list({ peakRssMb }));
}

function printPages({ workload, scale, random, worst, memoryMb }: PagesReport): void {
  printLine(`${workload} at scale ${scale}: milliseconds of what one page asks, 50th and 95th percentile and most.`);
  for (const [whose, by] of Object.entries({ 'of credentials drawn by chance': random, 'of those that reach most': worst }))
    for (const [kind, { p50, p95, most }] of Object.entries(by)) printLine(`${kind} ${whose}: ${p50}, ${p95}, ${most}.`);
  printLine(list({ peakRssMb: memoryMb.peakRss }));
}

function print({ workload, scale, nodes, edges, grants, credentials, mismatches, seconds, ratios, credentialP95Ms, peakRssMb, details }: EngineReport): void {
  printLine(`${workload} at scale ${scale}: ${count(credentials)} credentials, ${count(nodes)} nodes, ${count(edges)} edges, ${count(grants)} grants.`);
  if (mismatches !== null) printLine(`Mismatches: ${mismatches}.`);
  printLine(`Seconds: ${list(seconds)}.`);
  printLine(`Ratios: ${list(ratios)}.`);
  printLine(list({ credentialP95Ms, peakRssMb }));
  for (const [name, why] of Object.entries(details.left ?? {})) printLine(`${name} was left out: ${why}`);
}
