import type { Command } from 'commander';
import { listFormats } from '../../lib/services/listFormats.ts';
import { printJson, printLine } from '../print.ts';

export function register(program: Command): void {
  program
    .command('formats')
    .description('the input formats, and how each is recognised')
    .option('--json', 'one JSON document')
    .action(({ json }: { json?: true }) => {
      const formats = listFormats();
      if (json) printJson(formats);
      else for (const { id, title, recognisedBy } of formats) printLine(`${id.padEnd(14)} ${title}\n${' '.repeat(15)}recognised by ${recognisedBy}`);
    });
}
