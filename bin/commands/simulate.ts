import type { Command } from 'commander';
import { type Scenario, scenarios } from '../../lib/model/figures.ts';
import { formatAmount, formatCount } from '../../lib/model/format.ts';
import { type SimulatedChange, type Simulation, simulate } from '../../lib/services/simulate.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printLine, unwrap } from '../print.ts';
import { clean, type TextColumn, textTable } from '../textTable.ts';

/** Others whose figures change; the rest is in `--json`. */
const most = 50;

export function register(program: Command): void {
  program
    .command('simulate')
    .description('before and after of one or more controls: nothing is changed')
    .argument('<control>', 'scope-down, revoke, rotate:DAYS, bind, workload-identity[:SECONDS], check-identity; several with commas between them')
    .argument('<subject...>', 'keys or aliases of what it is applied to')
    .option('--json', 'one JSON document')
    .action((control: string, subjects: string[], { json }: { json?: true }) =>
      withContext(async (ctx) => {
        const simulation = unwrap(await simulate(ctx, { control, subjects }));
        if (json) printJson(simulation);
        else print(simulation);
      }),
    );
}

type Row = { credential: string; scenario: Scenario; scope: string; before: number; after: number; band: string };

function print({ changes, unchanged, estate }: Simulation): void {
  for (const { subject, control, reason } of unchanged) printLine(clean(`${control} changes nothing for ${subject}: ${reason}`));
  const sums = scenarios.map(
    (scenario): Row => ({
      credential: 'all credentials',
      scenario,
      scope: '',
      before: estate.before[scenario].actionDays,
      after: estate.after[scenario].actionDays,
      band: '',
    }),
  );
  const columns: TextColumn<Row>[] = [
    { title: 'CREDENTIAL', text: ({ credential }) => credential },
    { title: 'SCENARIO', text: ({ scenario }) => scenario },
    { title: 'SCOPE', text: ({ scope }) => scope },
    { title: 'ACTION-DAYS', text: ({ before }) => formatAmount(before), right: true },
    { title: 'AFTER', text: ({ after }) => formatAmount(after), right: true },
    { title: 'BAND', text: ({ band }) => band },
  ];
  printLine(textTable(columns, [...changes.slice(0, most).flatMap(rowsOf), ...sums]));
  if (changes.length > most) printLine(`and ${formatCount(changes.length - most)} more credentials`);
}

function rowsOf({ credential, before, after }: SimulatedChange): Row[] {
  return scenarios.map((scenario) => {
    const [was, is] = [before[scenario], after?.[scenario]];
    return {
      credential,
      scenario,
      scope: `${formatCount(was.scope)} -> ${formatCount(is?.scope ?? 0)}`,
      before: was.actionDays,
      after: is?.actionDays ?? 0,
      band: `${was.band} -> ${is?.band ?? 'contained'}`,
    };
  });
}
