/** The command line. Each command is a file in bin/commands; results go to stdout, messages and progress to stderr (docs/architecture.md, "Errors"). */
import { Command, CommanderError } from 'commander';
import { exitCode, KeyblastError } from '../lib/model/errors.ts';
import { register as analyze } from './commands/analyze.ts';
import { register as audit } from './commands/audit.ts';
import { register as bench } from './commands/bench.ts';
import { register as corrections } from './commands/corrections.ts';
import { register as credentials } from './commands/credentials.ts';
import { register as db } from './commands/db.ts';
import { register as decisions } from './commands/decisions.ts';
import { register as doctor } from './commands/doctor.ts';
import { register as exportFacts } from './commands/export.ts';
import { register as exposure } from './commands/exposure.ts';
import { register as findings } from './commands/findings.ts';
import { register as formats } from './commands/formats.ts';
import { register as generate } from './commands/generate.ts';
import { register as iam } from './commands/iam.ts';
import { register as importFiles } from './commands/import.ts';
import { register as imports } from './commands/imports.ts';
import { register as paths } from './commands/paths.ts';
import { register as recertify } from './commands/recertify.ts';
import { register as makeReport } from './commands/report.ts';
import { register as serve } from './commands/serve.ts';
import { register as show } from './commands/show.ts';
import { register as simulate } from './commands/simulate.ts';
import { register as tasks } from './commands/tasks.ts';
import { register as worker } from './commands/worker.ts';
import { say } from './print.ts';

const program = new Command('keyblast')
  .description('If this key leaks, what can its holder do, for how long, before we contain it?')
  .version('0.1.0')
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'keyblast: ')) })
  .configureHelp({ sortSubcommands: true });
for (const register of [
  importFiles,
  imports,
  exportFacts,
  formats,
  generate,
  analyze,
  credentials,
  show,
  paths,
  exposure,
  findings,
  iam,
  simulate,
  tasks,
  makeReport,
  decisions,
  recertify,
  corrections,
  bench,
  serve,
  worker,
  doctor,
  db,
  audit,
])
  register(program);

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
stopAtCtrlC();
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Commands that end in their own way listen themselves; the others just end: what was committed stays, the rest is rolled back with the connection. */
function stopAtCtrlC(): void {
  const stop = (): void => {
    if (process.listenerCount('SIGINT') > 1) return;
    say('keyblast: stopped; what was committed is kept.');
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
}

/** One line on stderr saying what and what to do; the exit status. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has said it
  if (error instanceof KeyblastError) {
    say(`keyblast: ${error.message}`);
    return exitCode[error.code];
  }
  say(`keyblast: ${error instanceof Error ? (process.env.KEYBLAST_DEBUG ? error.stack : error.message || error.name) : String(error)}`);
  if (!process.env.KEYBLAST_DEBUG) say('Run it again with KEYBLAST_DEBUG=1 for where it happened; "keyblast doctor" looks for what is wrong with the set-up.');
  return 1;
}
