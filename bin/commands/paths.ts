import { type Command, Option } from 'commander';
import { ends, type Scenario, scenarios } from '../../lib/model/figures.ts';
import { plural } from '../../lib/model/format.ts';
import { findPaths } from '../../lib/services/findPaths.ts';
import { withContext } from '../commandContext.ts';
import { pathText } from '../pathText.ts';
import { printJson, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { clean } from '../textTable.ts';

type Options = { maxLength?: number; limit?: number; scenario?: Scenario; end?: (typeof ends)[number]; json?: true };

export function register(program: Command): void {
  program
    .command('paths')
    .description('how one thing gets to another, each step with its evidence')
    .argument('<from>', 'key or alias of anything')
    .argument('<to>', 'key or alias of anything')
    .option('--max-length <n>', 'all paths of at most so many steps (default: the shortest only)', readCount(1))
    .option('--limit <n>', 'paths at most (default: 20)', readCount(1))
    .addOption(new Option('--scenario <scenario>', 'how a credential starts (default: leak, or takeover where it cannot leak)').choices(scenarios))
    .addOption(new Option('--end <end>', 'over what is certain, or all that is possible (default)').choices(ends))
    .option('--json', 'one JSON document')
    .action(run);
}

const run = (from: string, to: string, { json, ...options }: Options): Promise<void> =>
  withContext(async (ctx) => {
    const found = unwrap(await findPaths(ctx, { from, to, ...options }));
    if (json) printJson(found);
    else if (found.paths.length === 0) printLine(clean(`There is no path from ${from} to ${to}.`));
    else {
      for (const path of found.paths) printLine(`${pathText(path)}\n`);
      printLine(`${plural(found.paths.length, 'path')}${found.truncated ? '; there are more' : ''}.`);
    }
  });
