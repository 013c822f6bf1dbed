import { availableParallelism } from 'node:os';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { IamReport } from '../../bench/workloads/measureIam.ts';
import { type EngineReport, partNames, partsOf } from '../../bench/workloads/report.ts';
import type { WorkloadName } from '../../bench/workloads/workloads.ts';
import { KeyblastError } from '../../lib/model/errors.ts';
import { printJson, printLine, say } from '../print.ts';
import { readCount } from '../readCount.ts';

type Options = { workload: WorkloadName | 'iam'; scale: number; only?: string[]; threads: number; json?: true };

export function register(program: Command): void {
  program
    .command('bench')
    .description('the measurements that the performance goals are stated in; ratios are of one run, medians of three')
    .addArgument(new Argument('<what>', 'which ones').choices(['engine']))
    .addOption(
      new Option(
        '--workload <name>',
        'agents (M; M2: each may read the database), an enterprise (E; Esc: where everything hangs together), levels (W), what policies of an AWS account allow (iam)',
      )
        .choices(['M', 'M2', 'E', 'Esc', 'W', 'iam'])
        .default('E'),
    )
    .option('--scale <x>', 'how large, of the size that the goals are stated for', readScale, 1)
    .option('--only <name,…>', `some of it: ${partNames.join(', ')}`, readParts)
    .option('--threads <n>', 'threads that are compared with one', readCount(1), availableParallelism())
    .option('--json', 'one JSON document')
    .action(run);
}

async function run(_what: string, { workload, scale, only = [], threads, json }: Options): Promise<void> {
  if (workload === 'iam') return runIam(scale, only, json);
  const { measureEngine } = await import('../../bench/workloads/measureEngine.ts');
  const report = await measureEngine({ workload, scale, threads, parts: partsOf(only) }, say);
  if (json) printJson(report);
  else print(report);
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

function print({ workload, scale, nodes, edges, grants, credentials, mismatches, seconds, ratios, credentialP95Ms, peakRssMb, details }: EngineReport): void {
  printLine(`${workload} at scale ${scale}: ${count(credentials)} credentials, ${count(nodes)} nodes, ${count(edges)} edges, ${count(grants)} grants.`);
  if (mismatches !== null) printLine(`Mismatches: ${mismatches}.`);
  printLine(`Seconds: ${list(seconds)}.`);
  printLine(`Ratios: ${list(ratios)}.`);
  printLine(list({ credentialP95Ms, peakRssMb }));
  for (const [name, why] of Object.entries(details.left ?? {})) printLine(`${name} was left out: ${why}`);
}
