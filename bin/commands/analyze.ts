import { type Command, InvalidArgumentError } from 'commander';
import type { AnalysisSummary, EstateFigures } from '../../lib/model/figures.ts';
import { formatAmount, formatCount, formatShare, plural } from '../../lib/model/format.ts';
import { analyzeEstate } from '../../lib/services/analyzeEstate.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printLine, unwrap } from '../print.ts';
import { showProgress } from '../progress.ts';
import { readTime } from '../readTime.ts';
import { textTable } from '../textTable.ts';

type Options = { asOf?: string; horizon?: number; json?: true };

export function register(program: Command): void {
  program
    .command('analyze')
    .description("compute every credential's blast radius from what is loaded")
    .option('--as-of <time>', 'analysis time, ISO 8601 (default: now)', readTime)
    .option('--horizon <days>', 'T: whole days until containment (default: that of the settings, 27 at first)', readDays)
    .option('--json', 'one JSON document')
    .action(run);
}

const run = ({ asOf, horizon, json }: Options): Promise<void> =>
  withContext(async (ctx) => {
    const progress = showProgress();
    const input = { ...(asOf !== undefined && { asOf }), ...(horizon !== undefined && { horizonDays: horizon }) };
    const summary = unwrap(await analyzeEstate(ctx, input, { onProgress: progress.report }).finally(progress.end));
    if (json) printJson(summary);
    else printSummary(summary);
  });

function printSummary(summary: AnalysisSummary): void {
  const { id, asOf, horizonDays, credentials, nodes, edges, grants, leak, takeover, seconds, corrections } = summary;
  printLine(`Analysis ${id}, as of ${asOf}, T = ${horizonDays} days.`);
  printLine(`${plural(credentials, 'credential')}, ${plural(nodes, 'node')}, ${plural(edges, 'edge')}, ${plural(grants, 'grant')}.`);
  if (corrections > 0) printLine(`${plural(corrections, 'correction')} in force: what is said to be wrong is in no figure.`);
  printLine(sentence('leak', leak));
  printLine(sentence('takeover', takeover));
  printLine();
  const rows = [
    { name: 'leak', figures: leak },
    { name: 'leak, up to', figures: leak.upTo },
    { name: 'takeover', figures: takeover },
    { name: 'takeover, up to', figures: takeover.upTo },
  ];
  type Row = (typeof rows)[number];
  const number = (title: string, text: (figures: EstateFigures) => string) => ({ title, right: true, text: (row: Row) => text(row.figures) });
  const bands = (['contained', 'low', 'medium', 'high', 'critical'] as const).map((band) => number(band, ({ byBand }) => formatCount(byBand[band])));
  const columns = [
    { title: '', text: (row: Row) => row.name },
    ...bands,
    number('largest share', ({ largestShare }) => formatShare(largestShare)),
    number('action-days, sum', ({ sum }) => formatAmount(sum)),
    number('median', ({ median }) => formatAmount(median)),
  ];
  printLine(textTable(columns, rows));
  printLine();
  printLine(
    `Seconds: ${Object.entries(seconds)
      .map(([phase, time]) => `${phase} ${time.toFixed(2)}`)
      .join(', ')}.`,
  );
}

function sentence(scenario: 'leak' | 'takeover', figures: EstateFigures & { upTo: EstateFigures }): string {
  const when = scenario === 'leak' ? 'if they leak' : 'if what uses them is taken over';
  const upTo = figures.upTo.highOrAbove > figures.highOrAbove ? `, up to ${formatCount(figures.upTo.highOrAbove)}` : '';
  return `${formatCount(figures.highOrAbove)} of ${plural(figures.credentials, 'usable credential')} are high or critical ${when}${upTo}.`;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < 1 || days > 240) throw new InvalidArgumentError('expected whole days from 1 to 240');
  return days;
}
