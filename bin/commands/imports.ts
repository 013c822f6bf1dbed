import { type Command, InvalidArgumentError } from 'commander';
import type { ImportRow } from '../../lib/model/imports.ts';
import { confirmImport } from '../../lib/services/confirmImport.ts';
import { dropImport } from '../../lib/services/dropImport.ts';
import { listImports } from '../../lib/services/listImports.ts';
import { undoImport } from '../../lib/services/undoImport.ts';
import { withContext } from '../commandContext.ts';
import { printJsonLines, printLine, unwrap } from '../print.ts';
import { type TextColumn, textTable } from '../textTable.ts';

export function register(program: Command): void {
  const imports = program.command('imports').description('what was imported: list it, confirm or drop what is held, undo');
  imports
    .command('list', { isDefault: true })
    .description('imports, newest first')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--json', 'one JSON object a line')
    .action(({ limit, json }: { limit: number; json?: true }) =>
      withContext(async (ctx) => {
        const rows = unwrap(await listImports(ctx, { limit }));
        if (json) printJsonLines(rows);
        else printLine(rows.length === 0 ? 'Nothing was imported yet; "keyblast import PATH" does.' : textTable(columns, rows));
      }),
    );
  imports
    .command('confirm')
    .description('accept a held import: what it no longer says is gone')
    .argument('<import>', 'its number', wholeNumber)
    .action((importId: number) =>
      withContext(async (ctx) => {
        for (const { importId: id, source } of unwrap(await confirmImport(ctx, { importId })).sources) printLine(`${source}: applied as import ${id}`);
      }),
    );
  imports
    .command('drop')
    .description('throw a held import away')
    .argument('<import>', 'its number', wholeNumber)
    .action((importId: number) => withContext(async (ctx) => printLine(`${unwrap(await dropImport(ctx, { importId })).source}: import ${importId} dropped`)));
  imports
    .command('undo')
    .description('take back the newest import of a source, with all that came in the same batch')
    .argument('<import>', 'its number', wholeNumber)
    .action((importId: number) =>
      withContext(async (ctx) => {
        for (const { importId: id, source } of unwrap(await undoImport(ctx, { importId }))) printLine(`${source}: import ${id} undone`);
      }),
    );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
}

const columns: TextColumn<ImportRow>[] = [
  { title: 'import', text: (row) => String(row.id), right: true },
  { title: 'source', text: (row) => row.source },
  { title: 'state', text: (row) => row.state },
  { title: 'data of', text: (row) => row.dataTime.slice(0, 16) },
  { title: 'imported', text: (row) => row.importedAt.slice(0, 16) },
  { title: 'facts', text: (row) => row.facts.toLocaleString('en-US'), right: true },
  { title: 'rejected', text: (row) => row.rejected.toLocaleString('en-US'), right: true },
  { title: 'nodes +/~/-', text: ({ nodes }) => `${nodes.added}/${nodes.changed}/${nodes.gone}`, right: true },
  { title: 'edges +/~/-', text: ({ edges }) => `${edges.added}/${edges.changed}/${edges.gone}`, right: true },
  { title: 'by', text: (row) => row.actor },
];
