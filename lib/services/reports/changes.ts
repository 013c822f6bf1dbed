import { formatAmount, formatCount, plural } from '../../model/format.ts';
import type { DraftTable } from '../../reports/report.ts';
import { tableOf } from '../../reports/tableOf.ts';
import { type ChangedFact, type ChangedFacts, countChangedFacts, readChangedFacts } from '../../store/readChangedFacts.ts';
import { type BandMove, hasBoth, type Move, readBandMoves, readMoves } from '../../store/readMoves.ts';
import { countTaskChanges, type TaskChange, taskChanges } from '../../store/readTaskInputs.ts';
import { findAnalysis } from '../../store/results.ts';
import type { DraftBlock, Gathering } from './gathering.ts';

/** From when on tasks and exceptions are told: since the report that this one is compared with, else in the period. */
const since = ({ head, previous }: Gathering): { from: string; to: string } => ({ from: previous?.frozenAt ?? head.period.from, to: head.frozenAt });

/** What moved since the report that this one is compared with, in sentences: figures, edges, T and weights, tasks, exceptions. */
export async function changesInWords(gathering: Gathering): Promise<DraftBlock> {
  const { ctx, previous } = gathering;
  const done = await countTaskChanges(ctx.database, since(gathering));
  const of = (kind: string): number => done.get(kind) ?? 0;
  const tasks = `${plural(of('verified'), 'task')} verified by data, ${formatCount(of('reopened'))} reopened, ${plural(of('exception expired'), 'exception')} expired.`;
  if (!previous)
    return { kind: 'list', items: [`There is no earlier report of this scope to compare with; since ${gathering.head.period.from.slice(0, 10)}:`, tasks] };
  const facts = await countChangedFacts(ctx.database, previous.newestImport, gathering.newestImport);
  const sum = (change: ChangedFacts['change']): number => facts.reduce((total, each) => total + (each.change === change ? each.count : 0), 0);
  return {
    kind: 'list',
    items: [
      `Compared with the report of ${previous.frozenAt.slice(0, 10)} (analysis ${previous.analysis}).`,
      await settingsMoved(gathering),
      `${plural(sum('added'), 'edge or grant', 'edges and grants')} came, ${formatCount(sum('removed'))} went.`,
      tasks,
    ],
  };
}

/** Whether T or the weights are others: then figures cannot be compared. */
async function settingsMoved({ ctx, analysis, previous }: Gathering): Promise<string> {
  const before = await findAnalysis(ctx.database.pool, previous!.analysis);
  if (!before) return 'The analysis of that report is kept no more: T and weights of then are in its own head.';
  const moved = [
    before.horizonDays !== analysis.horizonDays && `T went from ${before.horizonDays} to ${analysis.horizonDays} days`,
    before.weightsVersion !== analysis.weightsVersion && `the weights went from version ${before.weightsVersion} to ${analysis.weightsVersion}`,
  ].filter((text) => text !== false);
  if (moved.length === 0) return `T (${analysis.horizonDays} days) and the weights (version ${analysis.weightsVersion}) are the same: figures can be compared.`;
  return `${moved.join(', and ')}: action-days and bands moved with that, whatever became of the estate.`;
}

const mostMoves = 100;
const mostFacts = 2000;

/** The tables behind it; of bands and credentials only where the rows of both analyses are kept. */
export async function changeTables(gathering: Gathering): Promise<DraftTable[]> {
  const { ctx, analysis, previous } = gathering;
  const tables = [taskChangesTable(gathering)];
  if (!previous) return tables;
  const facts = [changedFactCounts(gathering, previous.newestImport), changedFactsTable(gathering, previous.newestImport)];
  if (!(await hasBoth(ctx.database, previous.analysis, analysis.id))) return [...facts, ...tables];
  return [bandMovesTable(gathering, previous.analysis), movesTable(gathering, previous.analysis), ...facts, ...tables];
}

const bandMovesTable = ({ ctx, analysis }: Gathering, before: number): DraftTable =>
  tableOf({
    id: 'band-moves',
    title: 'Credentials that changed their band',
    note: 'The whole estate, certain figures. Empty: not there, or not usable.',
    columns: [
      { id: 'scenario', title: 'Scenario', type: 'text', of: (row: BandMove) => row.scenario },
      { id: 'from', title: 'From', type: 'text', of: (row) => row.from },
      { id: 'to', title: 'To', type: 'text', of: (row) => row.to },
      { id: 'credentials', title: 'Credentials', type: 'integer', of: (row) => row.count },
    ],
    rows: () => readBandMoves(ctx.database, before, analysis.id),
  });

const movesTable = ({ ctx, analysis }: Gathering, before: number): DraftTable =>
  tableOf({
    id: 'moves',
    title: 'Credentials that moved most if they leak',
    note: `At most ${mostMoves}, by how far their certain action-days moved.`,
    columns: [
      { id: 'credential', title: 'Credential', type: 'key', of: (row: Move) => row.credential },
      { id: 'from.band', title: 'Band before', type: 'text', of: (row) => row.from?.band },
      { id: 'from.actionDays', title: 'Action-days before', type: 'actionDays', of: (row) => row.from?.actionDays },
      { id: 'to.band', title: 'Band now', type: 'text', of: (row) => row.to?.band },
      { id: 'to.actionDays', title: 'Action-days now', type: 'actionDays', of: (row) => row.to?.actionDays },
      { id: 'why', title: 'Why', type: 'text', of: whyMoved },
    ],
    rows: () => readMoves(ctx.database, before, analysis.id, mostMoves),
  });

function whyMoved({ from, to }: Move): string {
  if (!from) return 'new, or usable again';
  if (!to) return 'no longer usable, or gone';
  return to.actionDays > from.actionDays ? `${formatAmount(to.actionDays - from.actionDays)} more` : `${formatAmount(from.actionDays - to.actionDays)} less`;
}

const changedFactCounts = ({ ctx, newestImport }: Gathering, after: number): DraftTable =>
  tableOf({
    id: 'changed-facts-counts',
    title: 'Edges and grants that came and went',
    columns: [
      { id: 'change', title: 'Change', type: 'text', of: (row: ChangedFacts) => row.change },
      { id: 'kind', title: 'Kind', type: 'text', of: (row) => row.kind },
      { id: 'source', title: 'Source', type: 'text', of: (row) => row.source },
      { id: 'count', title: 'Facts', type: 'integer', of: (row) => row.count },
    ],
    rows: () => countChangedFacts(ctx.database, after, newestImport),
  });

const changedFactsTable = ({ ctx, newestImport }: Gathering, after: number): DraftTable =>
  tableOf({
    id: 'changed-facts',
    title: 'Which edges and grants',
    note: `At most ${formatCount(mostFacts)}, in the order in which they were stored; the table before counts all.`,
    columns: [
      { id: 'change', title: 'Change', type: 'text', of: (row: ChangedFact) => row.change },
      { id: 'kind', title: 'Kind', type: 'text', of: (row) => row.kind },
      { id: 'from', title: 'From', type: 'key', of: (row) => row.from },
      { id: 'to', title: 'To', type: 'key', of: (row) => row.to },
      { id: 'source', title: 'Source', type: 'text', of: (row) => row.source },
      { id: 'import', title: 'Import', type: 'integer', of: (row) => row.import },
      { id: 'file', title: 'File', type: 'text', more: true, of: (row) => row.file },
      { id: 'line', title: 'Line', type: 'integer', more: true, of: (row) => row.line },
    ],
    rows: () => readChangedFacts(ctx.database, after, newestImport, mostFacts),
  });

const taskChangesTable = (gathering: Gathering): DraftTable =>
  tableOf({
    id: 'task-changes',
    title: 'Tasks verified and reopened, exceptions expired',
    note: `From ${since(gathering).from} on.`,
    columns: [
      { id: 'at', title: 'When', type: 'time', of: (row: TaskChange) => row.at },
      { id: 'kind', title: 'What', type: 'text', of: (row) => row.kind },
      { id: 'task', title: 'Task', type: 'integer', of: (row) => row.task },
      { id: 'title', title: 'Title', type: 'text', of: (row) => row.title },
      { id: 'owner', title: 'Owner', type: 'text', of: (row) => row.owner },
    ],
    rows: () => taskChanges(gathering.ctx.database, since(gathering)),
  });
