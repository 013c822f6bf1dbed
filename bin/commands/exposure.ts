import type { Command } from 'commander';
import type { ExposureRow } from '../../lib/engine/protocol.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import { listExposure } from '../../lib/services/listExposure.ts';
import { withContext } from '../commandContext.ts';
import { nodeText } from '../pathText.ts';
import { printJson, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { textTable } from '../textTable.ts';

type Options = { limit?: number; json?: true };

export function register(program: Command): void {
  program
    .command('exposure')
    .description('who reaches a resource or a credential; without one, all crown jewels')
    .argument('[resource]', 'its key or an alias')
    .option('--limit <n>', 'rows at most (default: 100)', readCount(1))
    .option('--json', 'one JSON document')
    .action(run);
}

const run = (resource: string | undefined, { limit, json }: Options): Promise<void> =>
  withContext(async (ctx) => {
    const rows = unwrap(await listExposure(ctx, { ...(resource !== undefined && { resource }), ...(limit !== undefined && { limit }) }));
    if (json) printJson(resource === undefined ? rows : rows[0]);
    else if (resource === undefined) printJewels(rows);
    else for (const row of rows) printOne(row);
  });

function printJewels(rows: ExposureRow[]): void {
  if (rows.length === 0) {
    printLine('No resource has sensitivity 5. Give the crown jewels theirs, in the data or by a setting, and analyze again.');
    return;
  }
  const columns = [
    { title: 'crown jewel', text: (row: ExposureRow) => nodeText(row.node), atMost: 80 },
    { title: 'reached by', right: true, text: (row: ExposureRow) => formatCount(row.certain) },
    { title: 'up to', right: true, text: (row: ExposureRow) => formatCount(row.upTo) },
  ];
  printLine(textTable(columns, rows));
}

function printOne({ node, certain, upTo, reachedBy = [] }: ExposureRow): void {
  printLine(`${nodeText(node)} is reached by ${plural(certain, 'other usable credential')} if leaked${upTo > certain ? `, up to ${formatCount(upTo)}` : ''}.`);
  for (const { credential, certainty } of reachedBy) printLine(`  ${nodeText(credential)}${certainty === 'possible' ? ' (possible)' : ''}`);
  if (upTo > reachedBy.length) printLine(`  … and ${formatCount(upTo - reachedBy.length)} more; --limit shows them`);
}
