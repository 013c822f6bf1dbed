import { Argument, type Command, Option } from 'commander';
import { modelText } from '../../lib/model/decisions.ts';
import { plural } from '../../lib/model/format.ts';
import { type ItemState, itemStates, type Recertification, type RecertificationItem } from '../../lib/model/recertification.ts';
import { answerRecertification } from '../../lib/services/answerRecertification.ts';
import { closeRecertification } from '../../lib/services/closeRecertification.ts';
import { listRecertifications } from '../../lib/services/listRecertifications.ts';
import { reopenRecertification } from '../../lib/services/reopenRecertification.ts';
import { showRecertification } from '../../lib/services/showRecertification.ts';
import { startRecertification } from '../../lib/services/startRecertification.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printJsonLines, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { clean, type TextColumn, textTable } from '../textTable.ts';

export function register(program: Command): void {
  const recertify = program.command('recertify').description('rounds in which owners confirm what they answer for; docs/decisions-and-budgets.md');
  recertify
    .command('list', { isDefault: true })
    .description('rounds with their progress, those that go on first')
    .option('--json', 'one JSON object a line')
    .action(({ json }: { json?: true }) =>
      withContext(async (ctx) => {
        const rounds = unwrap(await listRecertifications(ctx));
        if (json) printJsonLines(rounds);
        else printLine(rounds.length === 0 ? 'No recertification; "keyblast recertify start" begins one.' : textTable(roundColumns, rounds));
      }),
    );
  recertify
    .command('start')
    .description('begin a round over the decisions and usable credentials of an owner')
    .argument('<owner>', 'as data name them')
    .requiredOption('--due <day>', 'until when')
    .option('--note <text>', 'why')
    .option('--json', 'one JSON document')
    .action((owner: string, { due, note, json }: { due: string; note?: string; json?: true }) =>
      withContext(async (ctx) => {
        const round = unwrap(await startRecertification(ctx, { owner, due, ...(note !== undefined && { note }) }));
        if (json) printJson(round);
        else printLine(`Recertification ${round.id} of ${clean(owner)}: ${plural(round.items, 'item')}`);
      }),
    );
  registerShow(recertify);
  registerAnswers(recertify);
}

const which = (): Argument => new Argument('<recertification>', 'its number').argParser(readCount(1));
const roundColumns: TextColumn<Recertification>[] = [
  { title: 'round', text: ({ id }) => String(id), right: true },
  { title: 'owner', text: ({ owner }) => owner, atMost: 40 },
  { title: 'due', text: ({ due, overdue, closedAt }) => `${due.slice(0, 10)}${closedAt ? ' closed' : overdue ? ' overdue' : ''}` },
  { title: 'waiting', text: ({ counts }) => String(counts.waiting), right: true },
  { title: 'confirmed', text: ({ counts }) => String(counts.confirmed), right: true },
  { title: 'to be changed', text: ({ counts }) => String(counts['to be changed']), right: true },
];
const itemColumns: TextColumn<RecertificationItem>[] = [
  { title: 'item', text: ({ id }) => String(id), right: true },
  { title: 'state', text: ({ state }) => state },
  { title: 'what', text: ({ about }) => (about.kind === 'decision' ? `decision on ${about.subject.kind} ${about.subject.key}` : about.key), atMost: 80 },
  {
    title: 'now',
    text: ({ about }) => (about.kind === 'decision' ? modelText(about) : about.takeover ? `leak ${about.leak}, takeover ${about.takeover}` : ''),
  },
  { title: 'answered by', text: ({ answeredBy = '' }) => answeredBy, atMost: 30 },
];

function registerShow(recertify: Command): void {
  recertify
    .command('show')
    .description('one round, and what it asks about')
    .addArgument(which())
    .addOption(new Option('--state <state>', 'only these').choices(itemStates))
    .option('--after <item>', 'behind this item', readCount(0), 0)
    .option('--limit <n>', 'at most so many', readCount(1), 100)
    .option('--json', 'one JSON object a line')
    .action((recertification: number, { state, after, limit, json }: { state?: ItemState; after: number; limit: number; json?: true }) =>
      withContext(async (ctx) => {
        const { round, items, next } = unwrap(await showRecertification(ctx, { recertification, after, limit, ...(state && { state }) }));
        if (json) return printJsonLines(items);
        printLine(textTable(roundColumns, [round]));
        printLine();
        printLine(items.length === 0 ? 'None.' : textTable(itemColumns, items));
        if (next !== undefined) printLine(`More behind item ${next}; --after and --limit show them`);
      }),
    );
}

function registerAnswers(recertify: Command): void {
  for (const [name, answer, description] of [
    ['confirm', 'confirmed', 'it is still needed, as it is'],
    ['change', 'to be changed', 'it is not to stay as it is'],
    ['unanswer', 'waiting', 'take an answer back'],
  ] as const)
    recertify
      .command(name)
      .description(description)
      .addArgument(which())
      .argument('<item...>', 'their numbers', (text: string, before: number[] = []) => [...before, readCount(1)(text)])
      .option('--note <text>', 'why')
      .action((recertification: number, items: number[], { note }: { note?: string }) =>
        withContext(async (ctx) => {
          const { changed } = unwrap(await answerRecertification(ctx, { recertification, items, answer, ...(note !== undefined && { note }) }));
          printLine(`${plural(changed.length, 'item')} ${answer}`);
        }),
      );
  for (const [name, verb, done] of [
    ['close', closeRecertification, 'is closed'],
    ['reopen', reopenRecertification, 'goes on'],
  ] as const)
    recertify
      .command(name)
      .description(name === 'close' ? 'end a round; what waits stays unanswered' : 'go on with a closed round')
      .addArgument(which())
      .action((recertification: number) =>
        withContext(async (ctx) => {
          const { owner } = unwrap(await verb(ctx, { recertification }));
          printLine(`The recertification of ${clean(owner)} ${done}`);
        }),
      );
}
