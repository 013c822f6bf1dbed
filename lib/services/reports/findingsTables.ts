import type { FindingRow } from '../../model/findings.ts';
import { priorities } from '../../model/priority.ts';
import { type Coverage, refOf, standards } from '../../model/standards.ts';
import type { DraftTable } from '../../reports/report.ts';
import { tableOf } from '../../reports/tableOf.ts';
import { rules } from '../../rules/rules.ts';
import { readFindingEvidence } from '../../store/readFindingEvidence.ts';
import { countFindings } from '../../store/readFindings.ts';
import { listFindings } from '../listFindings.ts';
import { ruleInfos } from '../ruleInfo.ts';
import { type Gathering, unwrap } from './gathering.ts';

type Counts = { rule: number; bySeverity: number[]; count: number; fresh: number };

/** What the analysis found, by rule (its place), over the whole estate: findings are about more than credentials. */
async function countsByRule({ ctx, analysis }: Gathering): Promise<Counts[]> {
  const stored = await countFindings(ctx.database, analysis.id);
  return rules.map((_, rule) => {
    const of = stored.filter((each) => each.rule === rule);
    const sum = (part: typeof of, what: 'count' | 'fresh'): number => part.reduce((total, each) => total + each[what], 0);
    return {
      rule,
      bySeverity: priorities.map((severity) => sum(of.filter((each) => each.severity === severity), 'count')), // biome-ignore format: as short as it is
      count: sum(of, 'count'),
      fresh: sum(of, 'fresh'),
    };
  });
}

/** Every rule with how much it found. */
export const rulesTable = (gathering: Gathering): DraftTable =>
  tableOf({
    id: 'rules',
    title: 'Findings by rule',
    note: 'All rules that were asked, also those that found nothing. Severity 1 is the most urgent; new: not found by the analysis before.',
    columns: [
      { id: 'rule', title: 'Rule', type: 'key', more: true, of: ({ rule }: Counts) => rules[rule]!.id },
      { id: 'title', title: 'What was found', type: 'text', of: ({ rule }) => rules[rule]!.title },
      { id: 'on', title: 'About', type: 'text', more: true, of: ({ rule }) => rules[rule]!.on },
      { id: 'findings', title: 'Findings', type: 'integer', of: ({ count }) => count },
      ...priorities.map((severity, at) => ({
        id: `severity${severity}`,
        title: `Severity ${severity}`,
        type: 'integer' as const,
        ...(at > 1 && { more: true as const }),
        of: ({ bySeverity }: Counts) => bySeverity[at],
      })),
      { id: 'fresh', title: 'New', type: 'integer', of: ({ fresh }) => fresh },
      { id: 'todo', title: 'What to do', type: 'text', more: true, of: ({ rule }) => rules[rule]!.todo },
      { id: 'closedBy', title: 'Closed by', type: 'text', of: ({ rule }) => ruleInfos[rule]!.closedBy ?? 'an import' },
      { id: 'says', title: 'Why it matters', type: 'text', more: true, of: ({ rule }) => rules[rule]!.says },
      { id: 'standards', title: 'Controls', type: 'list', more: true, of: ({ rule }) => [...rules[rule]!.standards] },
    ],
    rows: () => countsByRule(gathering),
  });

/** Rules that found something urgent, the most first: what is asked for. */
export async function urgentRules(gathering: Gathering, limit: number): Promise<{ title: string; todo: string; urgent: number }[]> {
  const urgent = (await countsByRule(gathering)).map(({ rule, bySeverity }) => ({
    title: rules[rule]!.title,
    todo: rules[rule]!.todo,
    urgent: bySeverity[0]! + bySeverity[1]!,
  }));
  return urgent
    .filter((each) => each.urgent > 0)
    .sort((a, b) => b.urgent - a.urgent)
    .slice(0, limit);
}

/** Why something cannot be evidenced here, by how much of an item can. */
const cannot: Record<Coverage, string> = {
  direct: '',
  partial: 'One side of it only: the rules named are all that inventories and logs can show.',
  context: 'Not evidenced: only what would follow from it is seen here.',
  none: 'Not evidenced: nothing in credential inventories or access logs shows it.',
};
const sampled = 3;
type Control = {
  standard: string;
  version: string;
  ref: string;
  id: string;
  title: string;
  coverage: Coverage;
  state: string;
  rules: string[];
  findings: number;
  urgent: number;
  evidence: string[];
  missing: string;
};

/** Each item of each standard: its state, what it rests on, and what cannot be evidenced. Evidence: some of the most urgent findings, each with the fact that it rests on, down to file and line. */
export const controlsTable = (gathering: Gathering): DraftTable =>
  tableOf({
    id: 'controls',
    title: 'Controls of standards',
    note: 'State: "findings", "no findings" (rules were asked and found nothing), or "not evidenced". Evidence shows some of the most urgent findings; all of them are on the screen Findings.',
    columns: [
      { id: 'standard', title: 'Standard', type: 'text', of: (row: Control) => row.standard },
      { id: 'version', title: 'Version', type: 'text', more: true, of: (row) => row.version },
      { id: 'ref', title: 'Reference', type: 'key', more: true, of: (row) => row.ref },
      { id: 'id', title: 'Item', type: 'key', of: (row) => row.id },
      { id: 'title', title: 'Title', type: 'text', of: (row) => row.title },
      { id: 'coverage', title: 'Can be shown', type: 'text', more: true, of: (row) => row.coverage },
      { id: 'state', title: 'State', type: 'text', of: (row) => row.state },
      { id: 'findings', title: 'Findings', type: 'integer', of: (row) => row.findings },
      { id: 'urgent', title: 'Severity 1 and 2', type: 'integer', of: (row) => row.urgent },
      { id: 'rules', title: 'Rules', type: 'list', more: true, of: (row) => row.rules },
      { id: 'evidence', title: 'Evidence', type: 'list', more: true, of: (row) => row.evidence },
      { id: 'missing', title: 'What cannot be evidenced', type: 'text', of: (row) => row.missing },
    ],
    rows: () => controlRows(gathering),
  });

async function* controlRows(gathering: Gathering): AsyncGenerator<Control[], void> {
  const counts = await countsByRule(gathering);
  for (const standard of standards) {
    const rows: Control[] = [];
    for (const item of standard.items) {
      const ref = refOf(standard, item);
      const bearing = counts.filter(({ rule }) => rules[rule]!.standards.includes(ref));
      const sum = (of: (counts: Counts) => number): number => bearing.reduce((total, each) => total + of(each), 0);
      const findings = sum(({ count }) => count);
      rows.push({
        ...{ standard: standard.name, version: standard.version, ref, id: item.id, title: item.title, coverage: item.coverage },
        state: bearing.length === 0 ? 'not evidenced' : findings > 0 ? 'findings' : 'no findings',
        rules: bearing.map(({ rule }) => rules[rule]!.id),
        findings,
        urgent: sum(({ bySeverity }) => bySeverity[0]! + bySeverity[1]!),
        evidence: findings > 0 ? await evidenceOf(gathering, ref) : [],
        missing: bearing.length === 0 && item.coverage === 'partial' ? cannot.context : cannot[item.coverage],
      });
    }
    yield rows;
  }
}

/** Some findings that bear on an item, in words, each with a fact down to its line. */
async function evidenceOf({ ctx, analysis }: Gathering, ref: string): Promise<string[]> {
  const { rows } = unwrap(await listFindings(ctx, { filter: `standard:${ref}`, limit: sampled }));
  return Promise.all(
    rows.map(async (finding) => `${titleOf(finding)}: ${finding.subject.key} (since analysis ${finding.since.analysis}${await factText(finding)})`),
  );

  async function factText(finding: FindingRow): Promise<string> {
    const rule = rules.find(({ id }) => id === finding.rule)!;
    const node = finding.subject.id === undefined ? {} : { node: Number(finding.subject.id) };
    const [fact] = await readFindingEvidence(
      ctx.database,
      { ...node, system: finding.system, facts: [], onlyTechnique: false },
      [...rule.evidence, 'record'],
      1,
    );
    if (!fact) return `; figures of analysis ${analysis.id}`;
    return `; ${fact.source}, import ${fact.importId}${fact.file === undefined ? '' : `, ${fact.file}${fact.line === undefined ? '' : ` line ${fact.line}`}`}`;
  }
}

const titleOf = ({ rule }: FindingRow): string => rules.find(({ id }) => id === rule)!.title;

/** The most urgent findings; the rest is counted by rule. */
export const findingsTable = (gathering: Gathering, limit: number): DraftTable =>
  tableOf({
    id: 'findings',
    title: 'The most urgent findings',
    note: `At most ${limit} of them, the most urgent first; "Findings by rule" counts all.`,
    columns: [
      { id: 'severity', title: 'Severity', type: 'text', of: (row: FindingRow) => row.severity },
      { id: 'rule', title: 'Rule', type: 'key', more: true, of: (row) => row.rule },
      { id: 'title', title: 'What was found', type: 'text', of: titleOf },
      { id: 'subject', title: 'Of', type: 'key', of: (row) => row.subject.key },
      { id: 'kind', title: 'Kind', type: 'text', more: true, of: (row) => row.subject.kind },
      { id: 'owner', title: 'Owner', type: 'text', of: (row) => row.owner },
      { id: 'system', title: 'System', type: 'text', of: (row) => row.system },
      { id: 'environment', title: 'Environment', type: 'text', more: true, of: (row) => row.environment },
      { id: 'since', title: 'Since', type: 'time', of: (row) => row.since.at },
    ],
    rows: () => findingRows(gathering, limit),
  });

const pageRows = 1000;

async function* findingRows({ ctx }: Gathering, limit: number): AsyncGenerator<FindingRow[], void> {
  let after: string | undefined;
  for (let left = limit; left > 0; ) {
    const page = unwrap(await listFindings(ctx, { limit: Math.min(left, pageRows), ...(after !== undefined && { after }) }));
    yield page.rows;
    left -= page.rows.length;
    after = page.next;
    if (after === undefined) return;
  }
}
