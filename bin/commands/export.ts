import type { Command } from 'commander';
import { plural } from '../../lib/model/format.ts';
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
        const { facts, corrections } = unwrap(await exportFactsFile(ctx, { file }));
        say(`${file}: ${facts.toLocaleString('en-US')} facts`);
        if (corrections > 0)
          say(`${plural(corrections, 'correction')} in force here ${corrections === 1 ? 'is' : 'are'} not in it: figures elsewhere are computed without.`);
      }),
    );
}
