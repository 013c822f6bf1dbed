import type { Command } from 'commander';
import type { FindingPage, FindingRow } from '../../lib/model/findings.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import { listFindings } from '../../lib/services/listFindings.ts';
import { ruleInfos } from '../../lib/services/ruleInfo.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { textTable } from '../textTable.ts';
import { writeOut } from '../writeOut.ts';

type Options = { rule?: string; filter?: string; limit?: number; rules?: true; json?: true };
type Context = Parameters<typeof listFindings>[0];
/** Rows shown to a person who did not say how many. */
const shownRows = 50;
/** Findings asked for at once. */
const pageRows = 1000;

export function register(program: Command): void {
  program
    .command('findings')
    .description('what the rules found in the last analysis, the most urgent first (docs/findings.md)')
    .option('--rule <rule>', 'only of this rule')
    .option('--filter <expression>', 'such as "severity:1,2 system:aws environment:none standard:owasp-nhi-2025/NHI7:2025"')
    .option('--limit <n>', `rows at most (default: all with --json, else ${shownRows})`, readCount(1))
    .option('--rules', 'the rules themselves')
    .option('--json', 'one JSON object a line')
    .action((options: Options) => (options.rules ? printRules(options) : withContext((ctx) => run(ctx, options))));
}

async function run(ctx: Context, { rule, filter = '', limit, json }: Options): Promise<void> {
  const asked = [rule !== undefined && `rule:${JSON.stringify(rule)}`, filter].filter(Boolean).join(' ');
  const wanted = limit ?? (json ? Number.POSITIVE_INFINITY : shownRows);
  const shown: FindingRow[] = [];
  let count = 0;
  for (let after: string | undefined; count < wanted; ) {
    const page = unwrap(await listFindings(ctx, { filter: asked, limit: Math.min(pageRows, wanted - count), ...(after !== undefined && { after }) }));
    if (json) await writeOut(page.rows.map((row) => `${JSON.stringify(findingJson(row, page))}\n`).join(''));
    else shown.push(...page.rows);
    count += page.rows.length;
    after = page.next;
    if (after !== undefined && count < wanted) continue;
    if (!json) printTable({ ...page, rows: shown });
    return;
  }
}

/** With what its rule says, and without the id of its row, which only this database knows. */
function findingJson({ rule, subject: { id: _, ...subject }, severity, ...row }: FindingRow, { rules }: FindingPage): object {
  const { on: _on, id: _id, ...says } = rules.find(({ id }) => id === rule)!;
  return { rule, severity: Number(severity), subject, ...row, ...says };
}

function printTable(page: FindingPage): void {
  if (page.matching === 0) {
    printLine(page.total === 0 ? 'No rule found anything.' : `No finding matches, of ${formatCount(page.total)}.`);
    return;
  }
  const titles = new Map(page.rules.map(({ id, title }) => [id, title]));
  const columns = [
    { title: 'sev.', right: true, text: (row: FindingRow) => row.severity },
    { title: 'rule', text: (row: FindingRow) => row.rule },
    { title: 'finding', text: (row: FindingRow) => titles.get(row.rule)!, atMost: 40 },
    { title: 'about', text: (row: FindingRow) => `${row.subject.kind} ${row.subject.key}`, atMost: 70 },
    { title: 'since', text: (row: FindingRow) => row.since.at.slice(0, 10) },
    { title: 'owner', text: (row: FindingRow) => row.owner ?? '', atMost: 30 },
  ];
  printLine(textTable(columns, page.rows));
  const rest = page.matching - page.rows.length;
  printLine(
    `${plural(page.matching, 'finding')}${page.fresh > 0 ? `, ${formatCount(page.fresh)} new in this analysis` : ''}${rest > 0 ? `; --limit and --json show the other ${formatCount(rest)}` : ''}`,
  );
}

function printRules({ json }: Options): void {
  if (json) {
    printJson(ruleInfos);
    return;
  }
  const columns = [
    { title: 'rule', text: (rule: (typeof ruleInfos)[number]) => rule.id },
    { title: 'about', text: (rule: (typeof ruleInfos)[number]) => rule.on },
    { title: 'found where', text: (rule: (typeof ruleInfos)[number]) => rule.says, atMost: 100 },
    { title: 'closed by', text: (rule: (typeof ruleInfos)[number]) => rule.closedBy ?? 'an import' },
  ];
  printLine(textTable(columns, [...ruleInfos]));
}
