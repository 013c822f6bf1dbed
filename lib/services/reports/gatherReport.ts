import { plural } from '../../model/format.ts';
import { type Audience, audienceText } from '../../model/reports.ts';
import { refOf, standards } from '../../model/standards.ts';
import type { DraftReport } from '../../reports/report.ts';
import { rules } from '../../rules/rules.ts';
import { changesInWords, changeTables } from './changes.ts';
import { credentialsTable, largestTable, ownersTable } from './credentialsTable.ts';
import { decisionsTable } from './decisionsTable.ts';
import { controlsTable, findingsTable, rulesTable, urgentRules } from './findingsTables.ts';
import type { DraftBlock, DraftSection, Gathering } from './gathering.ts';
import { coverageTable, inputsSection } from './inputsSection.ts';
import { methodSection } from './methodSection.ts';
import { samplesSection } from './samples.ts';
import { estateFigures, spreadCharts, standing, trendChart } from './whereWeStand.ts';
import { burnChart, exceptionsTable, tasksTable, workFigures } from './workTables.ts';

export const titleOf = (audience: Audience): string =>
  `Identity blast radius: report for the ${audience === 'iam' ? 'IAM team' : audienceText[audience].toLowerCase()}`;

/** The sections of a report, for whom it is. Rows of tables are gathered as they are written. */
export async function gatherReport(gathering: Gathering): Promise<DraftReport> {
  const sections = { board: boardSections, iam: iamSections, auditor: auditorSections };
  return { head: gathering.head, sections: await sections[gathering.head.audience](gathering) };
}

const section = (id: string, title: string, blocks: DraftBlock[], part: Partial<Pick<DraftSection, 'newPage' | 'annex'>> = {}): DraftSection => ({
  ...{ id, title, newPage: true, annex: false, blocks },
  ...part,
});
const largest = 10;
const mostFindings = 10_000;

/** Three pages: where we stand, what changed, what we ask; the rest for machines. */
async function boardSections(gathering: Gathering): Promise<DraftSection[]> {
  return [
    section('where', 'Where we stand', [...standing(gathering), ...(await estateFigures(gathering)), ...(await spreadCharts(gathering))], { newPage: false }),
    section('changed', 'What changed', [
      await changesInWords(gathering),
      ...(await trendChart(gathering)),
      await workFigures(gathering),
      ...(await burnChart(gathering)),
    ]),
    section('ask', 'What we ask', [await asks(gathering), largestTable(gathering, 'leak', largest), largestTable(gathering, 'takeover', largest)]),
    section(
      'annex',
      'Annex',
      [
        rulesTable(gathering),
        controlsTable(gathering),
        tasksTable(gathering),
        exceptionsTable(gathering),
        decisionsTable(gathering),
        ...(await changeTables(gathering)),
        credentialsTable(gathering, 'credential'),
      ],
      { annex: true },
    ),
  ];
}

/** The list, by owner, with what is planned. */
async function iamSections(gathering: Gathering): Promise<DraftSection[]> {
  return [
    section(
      'where',
      'Where we stand',
      [...standing(gathering), ...(await estateFigures(gathering)), ...(await spreadCharts(gathering)), coverageTable(gathering)],
      { newPage: false },
    ),
    section('owners', 'By owner', [ownersTable(gathering)]),
    section('plan', 'Plan', [
      await workFigures(gathering),
      ...(await burnChart(gathering)),
      tasksTable(gathering),
      exceptionsTable(gathering),
      decisionsTable(gathering),
    ]),
    section('findings', 'Findings', [rulesTable(gathering), findingsTable(gathering, mostFindings)]),
    section('changed', 'What changed', [await changesInWords(gathering), ...(await trendChart(gathering)), ...(await changeTables(gathering))]),
    section('credentials', 'Credentials', [
      largestTable(gathering, 'leak', largest),
      largestTable(gathering, 'takeover', largest),
      credentialsTable(gathering, 'owner'),
    ]),
    section('annex', 'Annex', [controlsTable(gathering)], { annex: true }),
  ];
}

/** Method, inputs, controls with their evidence, exceptions, and figures to recompute. */
async function auditorSections(gathering: Gathering): Promise<DraftSection[]> {
  return [
    section('where', 'Where we stand', [...standing(gathering), ...(await estateFigures(gathering)), ...(await spreadCharts(gathering))], { newPage: false }),
    methodSection(gathering),
    inputsSection(gathering),
    section('controls', 'Controls', [notEvidenced(), controlsTable(gathering)]),
    section('findings', 'Findings', [rulesTable(gathering), findingsTable(gathering, mostFindings)]),
    section('work', 'Tasks, exceptions and decisions', [
      await workFigures(gathering),
      tasksTable(gathering),
      exceptionsTable(gathering),
      decisionsTable(gathering),
    ]),
    section('changed', 'What changed', [await changesInWords(gathering), ...(await trendChart(gathering)), ...(await changeTables(gathering))]),
    await samplesSection(gathering),
    section('credentials', 'Credentials', [credentialsTable(gathering, 'credential')]),
  ];
}

/** What findings ask for, the most urgent first, and what waits for a decision. */
async function asks(gathering: Gathering): Promise<DraftBlock> {
  const urgent = await urgentRules(gathering, 5);
  const items = urgent.map(({ title, todo, urgent: count }) => `${todo} (${plural(count, 'urgent finding')}: ${title})`);
  return { kind: 'list', items: items.length > 0 ? items : ['Nothing urgent was found in what is seen.'] };
}

/** How many items of standards nothing here can evidence, by name. */
function notEvidenced(): DraftBlock {
  const without = standards.flatMap((standard) =>
    standard.items
      .filter((item) => !rules.some((rule) => rule.standards.includes(refOf(standard, item))))
      .map((item) => `${standard.name}: ${item.id} ${item.title}`),
  );
  return { kind: 'list', items: [`${plural(without.length, 'item')} that nothing here can evidence; other proof of them is needed:`, ...without] };
}
