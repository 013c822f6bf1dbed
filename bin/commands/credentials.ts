import type { Command } from 'commander';
import type { CredentialRow, Figures, ScenarioFigures } from '../../lib/model/figures.ts';
import { formatAmount, formatCount, plural } from '../../lib/model/format.ts';
import { priorityOf } from '../../lib/model/priority.ts';
import { exportCredentials } from '../../lib/services/exportCredentials.ts';
import { listCredentials, maxPageRows } from '../../lib/services/listCredentials.ts';
import { withContext } from '../commandContext.ts';
import { printLine, say, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { textTable } from '../textTable.ts';
import { writeOut } from '../writeOut.ts';

type Options = { filter?: string; sort?: string; limit?: number; json?: true; csv?: true };
type Context = Parameters<typeof listCredentials>[0];
/** Rows shown to a person who did not say how many. */
const shownRows = 50;

export function register(program: Command): void {
  program
    .command('credentials')
    .description('rows of the last analysis; the filter grammar is in docs/filter.md')
    .option('--filter <expression>', 'such as "issuance:static classes:send,delegate leak.band>=high"')
    .option('--sort <field>', '"-" before it for descending (default: canonical key)')
    .option('--limit <n>', `rows at most (default: all with --json or --csv, else ${shownRows})`, readCount(0))
    .option('--json', 'one JSON object a line')
    .option('--csv', 'comma-separated values with a heading')
    .action((options: Options) => withContext((ctx) => run(ctx, options)));
}

async function run(ctx: Context, { filter, sort, limit, json, csv }: Options): Promise<void> {
  const question = { ...(filter !== undefined && { filter }), ...(sort !== undefined && { sort }) };
  if (json) await eachPage(ctx, question, limit, (rows) => writeOut(rows.map((row) => `${JSON.stringify(credentialJson(row))}\n`).join('')));
  else if (csv) await printCsv(ctx, question, limit);
  else await printTable(ctx, question, limit ?? shownRows);
}

/** Asks page by page and hands each on before the next is asked, so that memory stays flat. */
async function eachPage(
  ctx: Context,
  question: { filter?: string; sort?: string },
  limit: number | undefined,
  each: (rows: CredentialRow[]) => Promise<void>,
): Promise<void> {
  const wanted = limit ?? Number.POSITIVE_INFINITY;
  for (let offset = 0, first: number | undefined; ; offset += maxPageRows) {
    const page = unwrap(await listCredentials(ctx, { ...question, limit: Math.min(maxPageRows, wanted - offset), offset }));
    first ??= page.analysis.id;
    if (page.analysis.id !== first)
      say(`keyblast: analysis ${page.analysis.id} was made meanwhile; the rows from here on are of it. Run it again for rows of one analysis.`);
    await each(page.rows);
    if (offset + page.rows.length >= Math.min(wanted, page.matching)) return;
  }
}

/** The row with the fields in the order of the documentation, and without the id of its row, which only this database knows. */
function credentialJson({ id: _, ...row }: CredentialRow): object {
  return { ...row, priority: Number(priorityOf(row.likelihood, row.leak.band)) };
}

/** The file of the screens' export. */
async function printCsv(ctx: Context, question: { filter?: string; sort?: string }, limit: number | undefined): Promise<void> {
  const { chunks } = unwrap(await exportCredentials(ctx, { ...question, ...(limit !== undefined && { limit }) }));
  for await (const chunk of chunks) await writeOut(chunk);
}

async function printTable(ctx: Context, question: { filter?: string; sort?: string }, limit: number): Promise<void> {
  const page = unwrap(await listCredentials(ctx, { ...question, limit: Math.min(limit, maxPageRows) }));
  const { rows, matching, total, analysis } = page;
  if (rows.length > 0) printLine(textTable(columns, rows));
  if (rows.length > 0) printLine();
  const shown = rows.length < matching ? `The first ${formatCount(rows.length)} of ` : '';
  const which = matching < total ? `${formatCount(matching)} that match, of ${plural(total, 'credential')}` : plural(total, 'credential');
  printLine(`${shown}${which}; analysis ${analysis.id}, as of ${analysis.asOf}, T = ${analysis.horizonDays} days.`);
  if (analysis.stale) printLine('Facts have changed since: "keyblast analyze" brings the figures up to date.');
}

type Column = Parameters<typeof textTable<CredentialRow>>[0][number];
const figure = (title: string, text: (row: CredentialRow) => string): Column => ({ title, text, right: true });
const columns: Column[] = [
  { title: 'credential', text: (row) => row.credential, atMost: 56 },
  { title: 'owner', text: (row) => row.owner ?? '–', atMost: 24 },
  { title: 'likelihood', text: (row) => row.likelihood },
  { title: 'leak', text: (row) => bandText(row.leak) },
  figure('action-days', (row) => daysText(row.leak)),
  figure('scope', (row) => interval(row.leak, (figures) => formatCount(figures.scope))),
  { title: 'takeover', text: (row) => bandText(row.takeover) },
  figure('action-days', (row) => daysText(row.takeover)),
];

const interval = (figures: ScenarioFigures, text: (figures: Figures) => string): string =>
  text(figures) === text(figures.upTo) ? text(figures) : `${text(figures)} … ${text(figures.upTo)}`;
const bandText = (figures: ScenarioFigures): string => interval(figures, ({ band }) => band);
const daysText = (figures: ScenarioFigures): string => interval(figures, ({ actionDays, unbounded }) => `${unbounded ? '≥ ' : ''}${formatAmount(actionDays)}`);
