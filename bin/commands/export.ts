import type { Command } from 'commander';
import { exportFactsFile } from '../../lib/services/exportFacts.ts';
import { withContext } from '../commandContext.ts';
import { say, unwrap } from '../print.ts';

export function register(program: Command): void {
  program
    .command('export')
    .description('everything loaded, as facts; importing the file elsewhere gives the same figures')
    .requiredOption('--facts <file>', 'the file to write, NAME.facts.jsonl; compressed if it ends in .gz')
    .action(({ facts: file }: { facts: string }) =>
      withContext(async (ctx) => {
        const { facts } = unwrap(await exportFactsFile(ctx, { file }));
        say(`${file}: ${facts.toLocaleString('en-US')} facts`);
      }),
    );
}
