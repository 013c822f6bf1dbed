import { Argument, type Command, Option } from 'commander';
import { type CorrectionSubject, correctionSays, correctionText } from '../../lib/model/corrections.ts';
import { actionClasses, edgeTypes } from '../../lib/model/facts.ts';
import { plural } from '../../lib/model/format.ts';
import { type ListedCorrection, listCorrections } from '../../lib/services/listCorrections.ts';
import { makeCorrection } from '../../lib/services/makeCorrection.ts';
import { restoreCorrection, withdrawCorrection } from '../../lib/services/withdrawCorrection.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printJsonLines, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { clean, type TextColumn, textTable } from '../textTable.ts';

export function register(program: Command): void {
  const corrections = program
    .command('corrections')
    .description('what is wrong in the facts, kept beside them: list it, say it, withdraw it; docs/corrections.md');
  corrections
    .command('list', { isDefault: true })
    .description('those in force, by their end, then those that ended')
    .addOption(new Option('--state <state>', 'only these').choices(['in force', 'withdrawn', 'expired']))
    .option('--limit <n>', 'at most so many', readCount(1), 500)
    .option('--json', 'one JSON object a line')
    .action(({ json, ...query }: { state?: ListedCorrection['state']; limit: number; json?: true }) =>
      withContext(async (ctx) => {
        const rows = unwrap(await listCorrections(ctx, query));
        if (json) return printJsonLines(rows);
        printLine(rows.length === 0 ? 'No correction.' : textTable(columns, rows));
        printLine(`${plural(rows.filter(({ state }) => state === 'in force').length, 'correction')} in force`);
      }),
    );
  registerMake(corrections);
  registerEnds(corrections);
}

const columns: TextColumn<ListedCorrection>[] = [
  { title: 'no', text: (row) => String(row.id), right: true },
  { title: 'state', text: (row) => row.state },
  { title: 'until', text: (row) => row.expiresAt.slice(0, 10) },
  { title: 'kind', text: (row) => row.kind },
  { title: 'about', text: correctionText, atMost: 100 },
  { title: 'facts', text: (row) => String(row.facts), right: true },
  { title: 'by', text: (row) => row.madeBy, atMost: 30 },
  { title: 'reason', text: (row) => row.reason, atMost: 80 },
];

type MakeOptions = { reason: string; until: string; class?: (typeof actionClasses)[number]; json?: true };

function registerMake(corrections: Command): void {
  const make = (command: Command, subject: (...keys: string[]) => CorrectionSubject): void => {
    command
      .requiredOption('--reason <text>', 'why')
      .requiredOption('--until <day>', 'at most a year on')
      .option('--json', 'one JSON document')
      .action((...given: unknown[]) =>
        withContext(async (ctx) => {
          const keys = given.filter((one): one is string => typeof one === 'string');
          const { reason, until, class: of, json } = command.opts<MakeOptions>();
          const made = unwrap(await makeCorrection(ctx, { ...subject(...keys), ...(of && { class: of }), reason, expires: until }));
          if (json) return printJson(made);
          printLine(
            `Correction ${made.id}: ${correctionSays[made.kind].toLowerCase()}: ${clean(correctionText(made))}; ${plural(made.facts, 'fact')}. The next analysis is computed with it.`,
          );
        }),
      );
  };
  make(
    corrections
      .command('edge')
      .description('an edge or a grant is wrong')
      .argument('<from>', 'a key or an alias')
      .addArgument(new Argument('<edge>', 'which').choices([...edgeTypes, 'grant']))
      .argument('<to>', 'a key or an alias')
      .addOption(new Option('--class <class>', 'of a grant').choices(actionClasses)),
    (key = '', edge = '', to) => ({ kind: 'wrong edge', key, to: to ?? '', edge: edge as NonNullable<CorrectionSubject['edge']> }), // commander checked that it is one
  );
  make(corrections.command('secret').description('this is not a secret').argument('<credential>', 'its key or an alias'), (key = '') => ({
    kind: 'no secret',
    key,
  }));
  make(
    corrections.command('names').description('these two are not the same').argument('<one>', 'a key or an alias').argument('<other>', 'a key or an alias'),
    (key = '', to = '') => ({ kind: 'not the same', key, to }),
  );
}

function registerEnds(corrections: Command): void {
  const number = (): Argument => new Argument('<correction>', 'its number').argParser(readCount(1));
  corrections
    .command('withdraw')
    .description('end one before its day: the facts count again')
    .addArgument(number())
    .option('--note <text>', 'why')
    .action((correction: number, { note }: { note?: string }) =>
      withContext(async (ctx) => {
        unwrap(await withdrawCorrection(ctx, { correction, ...(note !== undefined && { note }) }));
        printLine(`Correction ${correction} is withdrawn; "keyblast corrections restore ${correction}" takes that back`);
      }),
    );
  corrections
    .command('restore')
    .description('put one that was withdrawn in force again')
    .addArgument(number())
    .action((correction: number) =>
      withContext(async (ctx) => {
        unwrap(await restoreCorrection(ctx, { correction }));
        printLine(`Correction ${correction} is in force again`);
      }),
    );
}
