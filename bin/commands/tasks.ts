import { Argument, type Command, Option } from 'commander';
import { controls, subjectKinds } from '../../lib/model/controls.ts';
import { actionClasses, edgeTypes } from '../../lib/model/facts.ts';
import { formatAmount, plural } from '../../lib/model/format.ts';
import { reasonText, type TaskRow, taskStatuses } from '../../lib/model/tasks.ts';
import { askExceptions } from '../../lib/services/askExceptions.ts';
import { assignTasks } from '../../lib/services/assignTasks.ts';
import { claimTask } from '../../lib/services/claimTask.ts';
import { commentTask } from '../../lib/services/commentTask.ts';
import { type CreateTasks, createTasks } from '../../lib/services/createTasks.ts';
import { decideException } from '../../lib/services/decideException.ts';
import { type ListTasks, listTasks } from '../../lib/services/listTasks.ts';
import { reopenTask } from '../../lib/services/reopenTask.ts';
import { type ShownTask, showTask } from '../../lib/services/showTask.ts';
import { startTask } from '../../lib/services/startTask.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printJsonLines, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { placeText } from '../taskText.ts';
import { clean, type TextColumn, textTable } from '../textTable.ts';

export function register(program: Command): void {
  const tasks = program.command('tasks').description('work that is verified by data: list it, make it, say that it is done; docs/remediation.md');
  registerList(tasks);
  registerCreate(tasks);
  tasks
    .command('show')
    .description('one task: its subjects, before and after, and its history')
    .addArgument(number())
    .option('--json', 'one JSON document')
    .action((task: number, { json }: { json?: true }) =>
      withContext(async (ctx) => {
        const shown = unwrap(await showTask(ctx, { task }));
        if (json) printJson(shown);
        else printTask(shown);
      }),
    );
  registerMoves(tasks);
  registerExceptions(tasks);
}

const number = (): Argument => new Argument('<task>', 'its number').argParser(readCount(1));

function registerList(tasks: Command): void {
  tasks
    .command('list', { isDefault: true })
    .description('tasks, those due first')
    .addOption(new Option('--status <status...>', 'only these').choices(taskStatuses))
    .addOption(new Option('--control <control...>', 'only these').choices(controls))
    .option('--owner <owner>', 'only those of this person or team')
    .option('--campaign <number>', 'only those of this campaign', readCount(1))
    .option('--search <text>', 'part of the title or the owner')
    .option('--overdue', 'only those that are overdue')
    .option('--limit <n>', 'at most so many', readCount(1), 50)
    .option('--json', 'one JSON object a line')
    .action(({ json, ...query }: ListTasks & { json?: true }) =>
      withContext(async (ctx) => {
        const { rows, matching } = unwrap(await listTasks(ctx, query));
        if (json) printJsonLines(rows);
        else {
          printLine(rows.length === 0 ? 'No such task; "keyblast tasks create" makes one.' : textTable(columns, rows));
          if (matching > rows.length) printLine(`${matching - rows.length} more; --limit shows them`);
        }
      }),
    );
}

const columns: TextColumn<TaskRow>[] = [
  { title: 'task', text: (row) => String(row.id), right: true },
  { title: 'status', text: (row) => row.status },
  { title: 'due', text: (row) => `${row.due.slice(0, 10)}${row.overdue ? ' overdue' : ''}` },
  { title: 'band', text: (row) => row.band ?? '' },
  { title: 'gone', text: (row) => `${row.gone}/${row.subjects}`, right: true },
  { title: 'owner', text: (row) => row.owner ?? '', atMost: 30 },
  { title: 'title', text: (row) => row.title, atMost: 80 },
];

type CreateOptions = Omit<CreateTasks, 'control' | 'credentials' | 'subjects'> & {
  filter?: string;
  kind?: (typeof subjectKinds)[number];
  edge?: string;
  to?: string;
  class?: (typeof actionClasses)[number];
  json?: true;
};

function registerCreate(tasks: Command): void {
  tasks
    .command('create')
    .description('a task of one control on credentials, an edge, endpoints or stores, or on all credentials that a filter matches')
    .addArgument(new Argument('<control>', 'what to do').choices(controls))
    .argument('[subject...]', 'keys or aliases')
    .option('--filter <filter>', 'all credentials that match, docs/filter.md')
    .addOption(new Option('--kind <kind>', 'what the subjects are').choices(subjectKinds))
    .addOption(new Option('--edge <type>', 'the edge from the subject to --to').choices([...edgeTypes, 'grant']))
    .option('--to <key>', 'where the edge leads')
    .addOption(new Option('--class <class>', 'of a grant').choices(actionClasses))
    .addOption(new Option('--classes <class...>', 'of scope-down: what must not be reached any more').choices(actionClasses))
    .option('--days <n>', 'of rotate: how often (default: 90)', readCount(1))
    .addOption(new Option('--split <how>', 'one task for all, for those of each owner, or for each').choices(['one', 'owner', 'each']).default('one'))
    .option('--title <text>', 'default: says what to do with what')
    .option('--owner <owner>', 'a person’s e-mail address or a team (default: the one that data name)')
    .option('--due <day>', 'default: by the SLA of the worst band')
    .option('--campaign <number>', 'the campaign it is part of', readCount(1))
    .option('--json', 'one JSON document')
    .action((control: CreateTasks['control'], keys: string[], { filter, kind, edge, to, class: of, json, ...rest }: CreateOptions) =>
      withContext(async (ctx) => {
        const subjectKind = kind ?? (edge ? 'edge' : control === 'check-identity' ? 'endpoint' : 'credential');
        const subjects = keys.map((key) => ({
          kind: subjectKind,
          key,
          ...(to !== undefined && { to }),
          ...(edge !== undefined && { edge }),
          ...(of && { class: of }),
        }));
        const made = unwrap(await createTasks(ctx, { control, ...rest, ...(filter !== undefined ? { credentials: { filter } } : { subjects }) }));
        if (json) return printJson(made);
        const { gone, taken, unknown } = made.leftOut;
        printLine(`${plural(made.count, 'task')} on ${plural(made.subjects, 'subject')}: ${made.tasks.slice(0, 10).join(', ')}${made.count > 10 ? ', …' : ''}`);
        if (gone > 0) printLine(`${gone} left out: their path is not in the facts.`);
        if (taken > 0) printLine(`${taken} left out: they have such a task already.`);
        for (const name of unknown) printLine(`${clean(name)}: nothing has that name.`);
      }),
    );
}

function registerMoves(tasks: Command): void {
  for (const [name, verb, description, done] of [
    ['start', startTask, 'somebody is at it', 'in progress'],
    ['claim', claimTask, 'say that it is done; data have to show it', 'claimed done'],
    ['reopen', reopenTask, 'put it back', 'open'],
  ] as const)
    tasks
      .command(name)
      .description(description)
      .addArgument(number())
      .option('--note <text>', 'why, or how')
      .option('--json', 'one JSON document')
      .action((task: number, { note, json }: { note?: string; json?: true }) =>
        withContext(async (ctx) => {
          const row = unwrap(await verb(ctx, { task, ...(note !== undefined && { note }) }));
          if (json) printJson(row);
          else printLine(`Task ${task} is ${done}: ${clean(row.title)}`);
        }),
      );
  tasks
    .command('assign')
    .description('give tasks to a person or a team')
    .argument('<owner>', 'an e-mail address or a name')
    .argument('<task...>', 'their numbers', (text: string, before: number[] = []) => [...before, readCount(1)(text)])
    .action((owner: string, ids: number[]) =>
      withContext(async (ctx) => printLine(`${plural(unwrap(await assignTasks(ctx, { owner, tasks: { ids } })).changed, 'task')} given to ${clean(owner)}`)),
    );
  tasks
    .command('comment')
    .description('say something about a task')
    .addArgument(number())
    .argument('<text>')
    .action((task: number, text: string) =>
      withContext(async (ctx) => {
        unwrap(await commentTask(ctx, { task, text }));
        printLine(`Kept in the history of task ${task}`);
      }),
    );
}

function registerExceptions(tasks: Command): void {
  tasks
    .command('accept')
    .description('ask that a task be left undone until a day; somebody else approves it')
    .addArgument(number())
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--until <day>', 'at most a year on')
    .option('--json', 'one JSON document')
    .action((task: number, { reason, until, json }: { reason: string; until: string; json?: true }) =>
      withContext(async (ctx) => {
        const asked = unwrap(await askExceptions(ctx, { tasks: { ids: [task] }, reason, expires: until }));
        if (json) printJson(asked);
        else printLine(`Asked for. A manager who is not you approves it: "keyblast tasks approve", or on the screen Remediation.`);
      }),
    );
  for (const [name, decision] of [
    ['approve', 'approved'],
    ['refuse', 'refused'],
  ] as const)
    tasks
      .command(name)
      .description(`${name} an exception that somebody else asked for`)
      .argument('<exception>', 'its number', readCount(1))
      .option('--note <text>', 'why')
      .action((exception: number, { note }: { note?: string }) =>
        withContext(async (ctx) => {
          const { task } = unwrap(await decideException(ctx, { exception, decision, ...(note !== undefined && { note }) }));
          printLine(`Exception ${exception} of task ${task} is ${decision}`);
        }),
      );
}

function printTask({ task, subjects, events }: ShownTask): void {
  printLine(`${task.id}  ${clean(task.title)}`);
  printLine(
    `${task.status}, due ${task.due.slice(0, 10)}${task.overdue ? ' (overdue)' : ''}, ${task.owner === undefined ? 'nobody’s' : clean(task.owner)}; ${task.gone} of ${plural(task.subjects, 'subject')} gone`,
  );
  const { before, after } = task;
  if (before)
    printLine(
      `Action-days before: leak ${formatAmount(before.leak)}, takeover ${formatAmount(before.takeover)}${after ? `; after: leak ${formatAmount(after.leak)}, takeover ${formatAmount(after.takeover)}` : ''}`,
    );
  for (const exception of task.exceptions)
    printLine(`Exception ${exception.id}: ${exception.state}, until ${exception.expiresAt.slice(0, 10)}: ${clean(exception.reason)}`);
  printLine();
  for (const subject of subjects) {
    const name = `${clean(subject.key)}${subject.to === undefined ? '' : ` ${subject.edge} ${clean(subject.to)}`}`;
    printLine(
      `  ${name}: ${subject.evidence ? placeText(subject.evidence) : subject.why ? `${reasonText[subject.why]}${subject.whySource ? ` (${clean(subject.whySource)})` : ''}` : ''}`,
    );
  }
  if (task.subjects > subjects.length) printLine(`  … and ${task.subjects - subjects.length} more`);
  printLine();
  for (const { at, actor = 'the analysis', kind, note } of events.toReversed())
    printLine(`  ${at.slice(0, 16)}  ${clean(actor)}: ${kind}${note === undefined ? '' : ` – ${clean(note)}`}`);
}
