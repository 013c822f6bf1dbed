import type { Command } from 'commander';
import { type AuditVerdict, formatHead } from '../../lib/model/audit.ts';
import { plural } from '../../lib/model/format.ts';
import { exportAuditFile } from '../../lib/services/exportAudit.ts';
import { showAuditHead } from '../../lib/services/showAuditHead.ts';
import { verifyAudit } from '../../lib/services/verifyAudit.ts';
import { withContext } from '../commandContext.ts';
import { printJson, printLine, say, unwrap } from '../print.ts';

export function register(program: Command): void {
  const audit = program.command('audit').description('the audit log: verify it, print its signed head, export it');
  audit
    .command('verify')
    .description('walk the whole chain and say what was done to it; exits with 1 if anything was')
    .option('--head <head>', 'a head that you kept: what "audit head" printed, ENTRY.HASH, or a hash')
    .option('--public-key <key>', 'the public key that you wrote down, instead of the one of this data folder')
    .option('--json', 'as one JSON document')
    .action((options: { head?: string; publicKey?: string; json?: true }) => withContext(async (ctx) => verify(ctx, options)));
  audit
    .command('head')
    .description('print the signed head as one word, to be kept where nobody here can change it')
    .option('--json', 'as one JSON document, with the public key for openssl')
    .action(({ json }: { json?: true }) =>
      withContext(async (ctx) => {
        const shown = unwrap(await showAuditHead(ctx));
        if (json) return printJson(shown);
        if (shown.head) printLine(shown.head.text);
        say(shown.head ? `head of entry ${shown.head.entry}, ${shown.head.at}; public key ${shown.publicKey}` : 'The audit log has no signed entry yet.');
      }),
    );
  audit
    .command('export')
    .description('the whole log, one JSON object a line (docs/audit.md); that it was exported is its last entry')
    .requiredOption('--out <file>', 'the file to write; compressed if it ends in .gz')
    .action(({ out: file }: { out: string }) =>
      withContext(async (ctx) => {
        const { entries, head } = unwrap(await exportAuditFile(ctx, { file }));
        say(`${file}: ${plural(entries, 'entry', 'entries')}, up to the head ${formatHead(head)}`);
      }),
    );
}

async function verify(ctx: Parameters<typeof verifyAudit>[0], { head, publicKey, json }: { head?: string; publicKey?: string; json?: true }): Promise<void> {
  const verdict = unwrap(await verifyAudit(ctx, { ...(head !== undefined && { head }), ...(publicKey !== undefined && { publicKey }) }));
  if (json) printJson(verdict);
  else for (const line of linesOf(verdict, head !== undefined)) printLine(line);
  if (!verdict.ok) process.exitCode = 1;
}

function linesOf({ ok, entries, head, publicKey, keptHeads, faults }: AuditVerdict, held: boolean): string[] {
  if (!ok)
    return [
      ...faults.map(({ kind, message }) => `${kind.toUpperCase()}  ${message}`),
      '',
      `${plural(entries, 'entry', 'entries')} read; public key ${publicKey}`,
    ];
  if (!head) return ['The audit log is empty.'];
  const agree = [held && 'the head that you hold agrees', `${plural(keptHeads, 'head')} kept in the data folder ${keptHeads === 1 ? 'agrees' : 'agree'}`];
  return [
    `${plural(entries, 'entry', 'entries')} in an unbroken chain, signed up to the last; ${agree.filter(Boolean).join('; ')}.`,
    `head        ${formatHead(head)}`,
    `public key  ${publicKey}`,
  ];
}
