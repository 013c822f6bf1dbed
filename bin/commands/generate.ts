import { Argument, type Command } from 'commander';
import { generateEstate } from '../../lib/services/generateEstate.ts';
import { printJson, say, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { readTime } from '../readTime.ts';

type Options = { credentials: number; seed: number; out: string; asOf?: string; json?: true };

export function register(program: Command): void {
  program
    .command('generate')
    .description('a synthetic estate, as the files its systems would produce; the same words give the same bytes')
    .addArgument(new Argument('<estate>', 'which one').choices(['moltbook']))
    .requiredOption('--credentials <n>', 'how many, exactly', readCount(1))
    .option('--seed <s>', 'another number gives another estate of the same kind', readCount(0), 1)
    .option('--as-of <time>', 'the day that its files were made', readTime)
    .requiredOption('--out <folder>', 'where the files go; then: keyblast import FOLDER')
    .option('--json', 'one JSON document')
    .action(async (_estate: string, { credentials, seed, out, asOf, json }: Options) => {
      const made = unwrap(await generateEstate({ credentials, seed, out, ...(asOf !== undefined && { asOf }) }, (file) => say(`writing ${file}`)));
      if (json) return printJson({ credentials, seed, ...made });
      for (const { file, sizeBytes } of made.files) say(`${file}: ${(sizeBytes / 1e6).toFixed(1)} MB`);
      say(`${credentials.toLocaleString('en-US')} credentials, ${made.agents.toLocaleString('en-US')} of them agents'. Load them with: keyblast import ${out}`);
    });
}
