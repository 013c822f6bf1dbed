import { Argument, type Command } from 'commander';
import { formatAmount, formatCount, formatShare, plural } from '../../lib/model/format.ts';
import { type EstateName, estateNames, type GeneratedEstate, generateEstate } from '../../lib/services/generateEstate.ts';
import { printJson, printLine, say, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { readTime } from '../readTime.ts';
import { textTable } from '../textTable.ts';

type Options = { credentials: number; seed?: number; out: string; asOf?: string; supercritical?: true; reach?: boolean; json?: true };

export function register(program: Command): void {
  program
    .command('generate')
    .description('a synthetic estate, as the files its systems would produce; the same words give the same bytes')
    .addArgument(new Argument('<estate>', 'which one').choices(estateNames))
    .requiredOption('--credentials <n>', 'how many, exactly', readCount(1))
    .option('--seed <s>', 'another number gives another estate of the same kind (default: moltbook 1, enterprise 22, windowed 33)', readCount(0))
    .option('--supercritical', 'nearly every credential reaches nearly everything: agents read the database (moltbook), many roles read stores (enterprise)')
    .option('--as-of <time>', 'the day that its files were made', readTime)
    .requiredOption('--out <folder>', 'where the files go; then: keyblast import FOLDER')
    .option('--reach', 'say how far leaks reach, however long that takes')
    .option('--no-reach', 'do not say how far leaks reach')
    .option('--json', 'one JSON document')
    .action(async (estate: EstateName, { json, ...options }: Options) => {
      const made = unwrap(await generateEstate({ estate, ...options }, say));
      if (json) printJson(made);
      else print(made, options);
    });
}

function print({ credentials, agents, files, reach }: GeneratedEstate, asked: Options): void {
  for (const { file, sizeBytes } of files) say(`${file}: ${(sizeBytes / 1e6).toFixed(1)} MB`);
  if (reach) printReach(reach);
  else if (asked.reach === undefined)
    say('How far leaks reach was left out: it takes long for so many. Add --reach, or see "keyblast analyze" once they are loaded.');
  say(
    `${plural(credentials, 'credential')}${agents === undefined ? '' : `, ${formatCount(agents)} of them agents'`}. Load them with: keyblast import ${asked.out}`,
  );
}

/** What leaks of the estate's credentials reach: quantiles, and how many are in each band. */
function printReach(reach: NonNullable<GeneratedEstate['reach']>): void {
  const { certain, upTo } = reach;
  const names = ['p10', 'p25', 'p50', 'p75', 'p90', 'p99', 'max'] as const;
  const rows = [
    { name: 'scope', of: certain.scope, text: formatCount },
    { name: 'scope, up to', of: upTo.scope, text: formatCount },
    { name: 'action-days', of: certain.actionDays, text: formatAmount },
    { name: 'action-days, up to', of: upTo.actionDays, text: formatAmount },
  ];
  type Row = (typeof rows)[number];
  printLine(
    textTable(
      [{ title: 'leaks', text: (row: Row) => row.name }, ...names.map((name) => ({ title: name, right: true, text: (row: Row) => row.text(row.of[name]) }))],
      rows,
    ),
  );
  const bands = ({ bands: counts, credentials }: typeof certain): string =>
    Object.entries(counts)
      .map(([band, count]) => `${band} ${formatCount(count)} (${formatShare(count / Math.max(1, credentials))})`)
      .join(', ');
  printLine(`bands: ${bands(certain)}`);
  printLine(`bands, up to: ${bands(upTo)}`);
}
