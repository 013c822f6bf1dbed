import type { Command } from 'commander';
import { evaluateCases } from '../../lib/services/evaluateCases.ts';
import { printJsonLines, unwrap } from '../print.ts';
import { readTime } from '../readTime.ts';

type EvaluateOptions = { cases: string; now?: string; sourceIp?: string };

export function register(program: Command): void {
  const iam = program.command('iam').description('what AWS policies allow, from files alone: no database');
  iam
    .command('evaluate')
    .description('decide requests by the policies beside them (docs/iam.md), one JSON object a line')
    .requiredOption('--cases <file>', 'requests and policies, one JSON object a line')
    .option('--now <time>', 'the time of requests that say nothing of their context', readTime)
    .option('--source-ip <address>', 'the address that such requests come from')
    .action(async ({ cases, ...context }: EvaluateOptions) => printJsonLines(unwrap(await evaluateCases({ file: cases, ...context }))));
}
