import { Argument, type Command, Option } from 'commander';
import { type BlastBudget, budgetText, type Decision, modelText } from '../../lib/model/decisions.ts';
import { actionClasses, issuances, presentations } from '../../lib/model/facts.ts';
import { bands } from '../../lib/model/weights.ts';
import { type AskDecision, askDecision } from '../../lib/services/askDecision.ts';
import { listDecisions } from '../../lib/services/listDecisions.ts';
import { settleDecision } from '../../lib/services/settleDecision.ts';
import { withdrawDecision } from '../../lib/services/withdrawDecision.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printJsonLines, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { type TextColumn, textTable } from '../textTable.ts';

export function register(program: Command): void {
  const decisions = program.command('decisions').description('who approved how agents and systems authenticate; docs/decisions-and-budgets.md');
  registerList(decisions);
  registerAsk(decisions);
  registerSettle(decisions);
  program
    .command('budgets')
    .description('the blast budgets that stand, and what the last analysis finds of each')
    .option('--over', 'only those that are over')
    .option('--json', 'one JSON object a line')
    .action(({ over, json }: { over?: true; json?: true }) =>
      withContext(async (ctx) => {
        const listed = unwrap(await listDecisions(ctx, { current: true, limit: 1000 }));
        const rows = listed.filter((row) => row.state === 'approved' && row.budget && (!over || row.over));
        if (json) printJsonLines(rows);
        else printLine(rows.length === 0 ? (over ? 'No budget is over.' : 'No budget stands.') : textTable(budgetColumns, rows));
      }),
    );
}

const about: TextColumn<Decision> = { title: 'about', text: ({ subject }) => `${subject.kind} ${subject.key}`, atMost: 60 };
const number: TextColumn<Decision> = { title: 'decision', text: ({ id }) => String(id), right: true };
const columns: TextColumn<Decision>[] = [
  number,
  { title: 'state', text: ({ state }) => state },
  about,
  { title: 'may authenticate as', text: modelText },
  { title: 'until', text: ({ expiresAt }) => expiresAt.slice(0, 10) },
  { title: 'decided by', text: ({ decidedBy = '' }) => decidedBy, atMost: 30 },
  { title: 'reason', text: ({ reason }) => reason, atMost: 60 },
];
const budgetColumns: TextColumn<Decision>[] = [
  number,
  about,
  { title: 'budget', text: ({ budget }) => (budget ? budgetText(budget) : ''), atMost: 80 },
  { title: 'used', text: ({ use }) => (use ? budgetText(use) : 'after the next analysis'), atMost: 80 },
  { title: 'over in', text: ({ over = [] }) => over.join(', ') },
];

function registerList(decisions: Command): void {
  decisions
    .command('list', { isDefault: true })
    .description('those that wait, then those that stand, by expiry')
    .option('--all', 'those that have ended too')
    .option('--expiring', 'only those that expire within two weeks')
    .option('--limit <n>', 'at most so many', readCount(1), 500)
    .option('--json', 'one JSON object a line')
    .action(({ all, expiring, limit, json }: { all?: true; expiring?: true; limit: number; json?: true }) =>
      withContext(async (ctx) => {
        const rows = unwrap(await listDecisions(ctx, { limit, ...(!all && { current: true }), ...(expiring && { expiring }) }));
        if (json) printJsonLines(rows);
        else printLine(rows.length === 0 ? 'No decision; "keyblast decisions ask" asks for one.' : textTable(columns, rows));
      }),
    );
}

type AskOptions = Pick<AskDecision, 'issuance' | 'presentation' | 'reason'> & {
  system?: true;
  until: string;
  band?: BlastBudget['band'];
  classes?: BlastBudget['classes'];
  jewels: number;
  json?: true;
};

function registerAsk(decisions: Command): void {
  decisions
    .command('ask')
    .description('ask that a way to authenticate be approved; somebody else approves it')
    .argument('<about>', 'key or alias of an agent; with --system the name of a system')
    .option('--system', 'it is about a system')
    .addOption(new Option('--issuance <issuance>', 'the weakest that is allowed').choices(issuances).makeOptionMandatory())
    .addOption(new Option('--presentation <presentation>', 'the weakest that is allowed').choices(presentations).default('bearer'))
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--until <day>', 'at most a year on')
    .addOption(new Option('--band <band>', 'blast budget: the worst band of a takeover').choices(bands))
    .addOption(new Option('--classes <class...>', 'blast budget: the classes of a takeover').choices(actionClasses))
    .option('--jewels <n>', 'blast budget: how many crown jewels', readCount(0), 0)
    .option('--json', 'one JSON document')
    .action((name: string, { system, until, band, classes, jewels, json, ...model }: AskOptions) =>
      withContext(async (ctx) => {
        const budget = band ? { budget: { band, classes: classes ?? [], jewels } } : {};
        const asked = unwrap(await askDecision(ctx, { about: system ? { system: name } : { agent: name }, ...model, expires: until, ...budget }));
        if (json) printJson(asked);
        else
          printLine(`Decision ${asked.decision} is asked for. A manager who is not you approves it: "keyblast decisions approve", or on the screen Decisions.`);
      }),
    );
}

function registerSettle(decisions: Command): void {
  const which = (): Argument => new Argument('<decision>', 'its number').argParser(readCount(1));
  for (const [name, verdict] of [
    ['approve', 'approved'],
    ['refuse', 'refused'],
  ] as const)
    decisions
      .command(name)
      .description(`${name} what somebody else asked for`)
      .addArgument(which())
      .option('--note <text>', 'why')
      .action((decision: number, { note }: { note?: string }) =>
        withContext(async (ctx) => {
          const { replaced } = unwrap(await settleDecision(ctx, { decision, verdict, ...(note !== undefined && { note }) }));
          printLine(`Decision ${decision} is ${verdict}${replaced === null ? '' : `, in place of decision ${replaced}`}`);
        }),
      );
  decisions
    .command('withdraw')
    .description('end a decision before its day, or a request for one')
    .addArgument(which())
    .option('--note <text>', 'why')
    .action((decision: number, { note }: { note?: string }) =>
      withContext(async (ctx) => {
        unwrap(await withdrawDecision(ctx, { decision, ...(note !== undefined && { note }) }));
        printLine(`Decision ${decision} has ended`);
      }),
    );
}
