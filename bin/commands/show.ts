import { type Command, Option } from 'commander';
import type { CredentialAnswer } from '../../lib/engine/protocol.ts';
import { correctionSays, correctionText } from '../../lib/model/corrections.ts';
import { type CredentialRow, ends, type Figures, type ReachedPermission, type Ring, type Scenario, scenarios } from '../../lib/model/figures.ts';
import { formatAmount, formatCount, formatShare, formatSpan, plural } from '../../lib/model/format.ts';
import { type ListedCorrection, listCorrections } from '../../lib/services/listCorrections.ts';
import { showCredential } from '../../lib/services/showCredential.ts';
import { type ShownFinding, showFindings } from '../../lib/services/showFindings.ts';
import { withContext } from '../commandContext.ts';
import { nodeText, pathText } from '../pathText.ts';
import { printJson, printLine, unwrap } from '../print.ts';
import { readCount } from '../readCount.ts';
import { clean, textTable } from '../textTable.ts';

type Options = { scenario: Scenario; end: (typeof ends)[number]; day?: number; limit?: number; search?: string; json?: true };

export function register(program: Command): void {
  program
    .command('show')
    .description('one credential: figures, rings, what it reaches and what it can do there')
    .argument('<credential>', 'its key or an alias')
    .addOption(new Option('--scenario <scenario>', 'which scenario to open').choices(scenarios).default('leak'))
    .addOption(new Option('--end <end>', 'with what is certain, or up to what is possible').choices(ends).default('upTo'))
    .option('--day <n>', 'only what is still reachable after so many days', readCount(0))
    .option('--search <text>', 'only permissions whose class, resource or raw actions contain it')
    .option('--limit <n>', 'permissions at most (default: 20; 5,000 with --json)', readCount(0))
    .option('--json', 'one JSON document')
    .action(run);
}

const run = (credential: string, { scenario, end, day, limit, search, json }: Options): Promise<void> =>
  withContext(async (ctx) => {
    const input = {
      credential,
      scenario,
      end,
      permissionsLimit: limit ?? (json ? 5000 : 20),
      ...(day !== undefined && { day }),
      ...(search !== undefined && { search }),
    };
    const answer = unwrap(await showCredential(ctx, input));
    const findings = unwrap(await showFindings(ctx, { node: answer.row.id }));
    const corrections = unwrap(await listCorrections(ctx, { nodes: [answer.row.id] }));
    if (json) printJson({ ...answer, findings, corrections });
    else {
      printAnswer(answer, day);
      printFindings(findings);
      printCorrections(corrections);
    }
  });

/** What the rules found of it and of what it hangs together with; `keyblast show --json` has the facts of each. */
function printFindings(findings: ShownFinding[]): void {
  printLine(`\n${plural(findings.length, 'finding')}`);
  for (const { finding, rule } of findings)
    printLine(clean(`  ${finding.severity}  ${rule.title} (${rule.id}): ${finding.subject.kind} ${finding.subject.key}`));
}

/** What people say is wrong about it, in force or not. */
function printCorrections(corrections: ListedCorrection[]): void {
  if (corrections.length === 0) return;
  printLine(`\n${plural(corrections.length, 'correction')}`);
  for (const one of corrections) {
    const ended = one.state === 'in force' ? `until ${one.expiresAt.slice(0, 10)}` : `${one.state}${one.endedBy === undefined ? '' : ` by ${one.endedBy}`}`;
    printLine(clean(`  ${one.id}  ${correctionSays[one.kind]}: ${correctionText(one)} (${one.madeBy}, ${ended}): ${one.reason}`));
  }
}

function printAnswer(answer: CredentialAnswer, day: number | undefined): void {
  const { row, scenario, end } = answer;
  printLine(clean(row.credential));
  printLine(clean(attributesText(row)));
  printLine();
  printFigures(row);
  printLine();
  printLine(
    `${scenario === 'leak' ? 'If it leaks' : 'If what uses it is taken over'}, ${end === 'upTo' ? 'with all that is possible' : 'with what is certain'}${day === undefined ? '' : `, after ${plural(day, 'day')}`}:`,
  );
  if (answer.rings.length === 0) printLine('nothing: it cannot be used.');
  else printReach(answer);
}

function attributesText(row: CredentialRow): string {
  const known = [
    row.name,
    row.type,
    row.issuance,
    row.presentation,
    row.status,
    row.identity && `is ${row.identity}`,
    row.owner && `owned by ${row.owner}`,
    row.system,
    row.environment,
  ];
  const exposure = `likelihood ${row.likelihood}; ${plural(row.exposure.certain, 'other credential reaches', 'other credentials reach')} it, up to ${formatCount(row.exposure.upTo)}`;
  return `${known.filter(Boolean).join(', ')}${row.usable ? '' : ', not usable'}; ${exposure}`;
}

function printFigures(row: CredentialRow): void {
  const lines = scenarios.flatMap((scenario) => [
    { name: scenario, figures: row[scenario] as Figures },
    { name: `${scenario}, up to`, figures: row[scenario].upTo },
  ]);
  type Line = (typeof lines)[number];
  const count = (title: string, text: (figures: Figures) => string) => ({ title, right: true, text: (line: Line) => text(line.figures) });
  printLine(
    textTable(
      [
        { title: '', text: (line: Line) => line.name },
        { title: 'band', text: (line: Line) => line.figures.band },
        count('action-days', ({ actionDays, unbounded }) => `${unbounded ? '≥ ' : ''}${formatAmount(actionDays)}`),
        count('scope', ({ scope }) => formatCount(scope)),
        count('resources', ({ resources }) => formatCount(resources)),
        count('weight', ({ weight }) => formatAmount(weight)),
        count('share', ({ share }) => formatShare(share)),
        count('identities', ({ identities }) => formatCount(identities)),
        count('workloads', ({ workloads }) => formatCount(workloads)),
        count('chain', ({ chain }) => formatCount(chain)),
      ],
      lines,
    ),
  );
}

function printReach(answer: CredentialAnswer): void {
  printLine(
    textTable(
      [
        { title: 'hop', right: true, text: (ring: Ring) => String(ring.hop) },
        { title: 'nodes', text: ringNodes },
        { title: 'permissions', right: true, text: (ring: Ring) => formatCount(ring.permissions) },
      ],
      answer.rings,
    ),
  );
  printNodes('Identities', answer.identities, answer.listed.identities, (one) => (one.entered ? '' : ', spoken for'));
  printNodes('Workloads', answer.workloads, answer.listed.workloads);
  printNodes('Chain', answer.chain, answer.listed.chain);
  printPermissions(answer.permissions);
  if (answer.crownJewels.length > 0) printLine('\nHow it gets there');
  for (const path of answer.crownJewels) printLine(pathText(path));
}

const ringNodes = (ring: Ring): string => ring.nodes.map(({ kind, count }) => plural(count, kind, kind === 'identity' ? 'identities' : `${kind}s`)).join(', ');

/** Nodes that a person still reads; --json has more. */
const shownNodes = 15;

function printNodes<Node extends CredentialAnswer['workloads'][number]>(
  title: string,
  nodes: readonly Node[],
  more: number,
  note: (node: Node) => string = () => '',
): void {
  if (nodes.length === 0) return;
  printLine(`\n${title}`);
  for (const node of nodes.slice(0, shownNodes)) printLine(`  ${nodeText(node)}, hop ${node.hop}, ${formatSpan(node.staySeconds)}${note(node)}`);
  const left = nodes.length + more - shownNodes;
  if (left > 0) printLine(`  … and ${formatCount(left)} more`);
}

function printPermissions({ rows, matching, total }: CredentialAnswer['permissions']): void {
  printLine(
    `\nWhat it can do: ${matching === total ? plural(total, 'permission') : `${formatCount(matching)} of ${plural(total, 'permission')} match`}, heaviest first`,
  );
  if (rows.length === 0) return;
  const columns = [
    { title: 'class', text: (row: ReachedPermission) => row.class },
    { title: 'resource', text: (row: ReachedPermission) => row.resource.key, atMost: 48 },
    { title: 'actions', text: (row: ReachedPermission) => row.actions.join(' '), atMost: 40 },
    { title: 'lasts', right: true, text: (row: ReachedPermission) => formatSpan(row.lastSeconds) },
    { title: 'action-days', right: true, text: (row: ReachedPermission) => formatAmount(row.actionDays) },
    { title: 'carried by', text: (row: ReachedPermission) => row.carrier.key, atMost: 40 },
    { title: '', text: (row: ReachedPermission) => (row.certainty === 'possible' ? 'possible' : '') },
  ];
  printLine(textTable(columns, rows));
}
