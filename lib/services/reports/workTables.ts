import { formatCount, plural } from '../../model/format.ts';
import type { DraftTable } from '../../reports/report.ts';
import { tableOf } from '../../reports/tableOf.ts';
import { type ExceptionInput, exceptionInputs, type TaskInput, taskInputs } from '../../store/readTaskInputs.ts';
import { readBurnDown } from '../campaigns.ts';
import { listTasks } from '../listTasks.ts';
import { readContainment } from '../readContainment.ts';
import type { DraftBlock, Gathering } from './gathering.ts';
import { unwrap } from './gathering.ts';
import { figures } from './whereWeStand.ts';

/** Tasks by status, what is late, and how long it takes to contain. */
export async function workFigures(gathering: Gathering): Promise<DraftBlock> {
  const { counts } = unwrap(await listTasks(gathering.ctx, { limit: 0 }));
  const { measured } = unwrap(await readContainment(gathering.ctx));
  const count = (id: string, label: string, value: number) => ({ id, label, type: 'integer' as const, value });
  return figures(
    'work',
    [
      count('unfinished', 'Tasks that are work', counts.open + counts['in progress'] + counts['claimed done']),
      count('overdue', 'of them overdue', counts.overdue),
      count('claimed', 'of them claimed done and not yet shown by data', counts['claimed done']),
      count('verified', 'Tasks verified by data', counts.verified),
      count('accepted', 'Tasks accepted by exception', counts.accepted),
      count('waiting', 'Exceptions that wait for a decision', counts.waiting),
      {
        id: 'medianDays',
        label: 'Median time to contain, band medium and above',
        type: 'days',
        value: measured.medianDays ?? null,
        note: `${plural(measured.closures, 'closure')}, ${formatCount(measured.open)} open counted as censored`,
      },
    ],
    gathering,
  );
}

/** What remains of all tasks, analysis by analysis; nothing where there are not two. */
export async function burnChart({ ctx }: Gathering): Promise<DraftBlock[]> {
  const { points } = unwrap(await readBurnDown(ctx, {}));
  if (points.length < 2) return [];
  return [
    {
      ...{ kind: 'chart', id: 'burn-down', title: 'Action-days that remain of all tasks' },
      finding: `From ${formatCount(points[0]!.leak)} to ${formatCount(points.at(-1)!.leak)} action-days if they leak.`,
      data: { type: 'burn-down', points: points.map(({ at, leak, takeover }) => ({ at: Date.parse(at), values: [leak, takeover] })) },
    },
  ];
}

export const tasksTable = ({ ctx, head }: Gathering): DraftTable =>
  tableOf({
    id: 'tasks',
    title: 'Tasks',
    note: 'All tasks, unfinished ones first, by owner and due date. Only data verify a task (docs/remediation.md).',
    columns: [
      { id: 'task', title: 'Task', type: 'integer', of: (row: TaskInput) => row.id },
      { id: 'title', title: 'Title', type: 'text', of: (row) => row.title },
      { id: 'control', title: 'Control', type: 'text', of: (row) => row.control },
      { id: 'status', title: 'Status', type: 'text', of: (row) => row.status },
      { id: 'owner', title: 'Owner', type: 'text', of: (row) => row.owner },
      { id: 'band', title: 'Band', type: 'text', of: (row) => row.band },
      { id: 'due', title: 'Due', type: 'time', of: (row) => row.due },
      { id: 'overdue', title: 'Overdue', type: 'flag', of: (row) => row.overdue },
      { id: 'subjects', title: 'Subjects', type: 'integer', of: (row) => row.subjects },
      { id: 'gone', title: 'of them gone', type: 'integer', of: (row) => row.gone },
      { id: 'campaign', title: 'Campaign', type: 'text', more: true, of: (row) => row.campaign },
      { id: 'reopened', title: 'Reopened', type: 'integer', more: true, of: (row) => row.reopened },
      { id: 'createdBy', title: 'Created by', type: 'text', more: true, of: (row) => row.createdBy },
      { id: 'createdAt', title: 'Created', type: 'time', more: true, of: (row) => row.createdAt },
      { id: 'statusAt', title: 'Status since', type: 'time', more: true, of: (row) => row.statusAt },
      { id: 'claimedBy', title: 'Claimed by', type: 'text', more: true, of: (row) => row.claimedBy },
    ],
    rows: () => taskInputs(ctx.database, head.frozenAt),
  });

export const exceptionsTable = ({ ctx }: Gathering): DraftTable =>
  tableOf({
    id: 'exceptions',
    title: 'Exceptions',
    note: 'All of them: waiting, approved, refused, withdrawn and expired. One person asks, another one decides.',
    columns: [
      { id: 'exception', title: 'Exception', type: 'integer', more: true, of: (row: ExceptionInput) => row.id },
      { id: 'task', title: 'Task', type: 'integer', of: (row) => row.task },
      { id: 'title', title: 'Of', type: 'text', of: (row) => row.title },
      { id: 'state', title: 'State', type: 'text', of: (row) => row.state },
      { id: 'reason', title: 'Reason', type: 'text', of: (row) => row.reason },
      { id: 'requestedBy', title: 'Asked by', type: 'text', of: (row) => row.requestedBy },
      { id: 'requestedAt', title: 'Asked', type: 'time', more: true, of: (row) => row.requestedAt },
      { id: 'decidedBy', title: 'Decided by', type: 'text', of: (row) => row.decidedBy },
      { id: 'decidedAt', title: 'Decided', type: 'time', more: true, of: (row) => row.decidedAt },
      { id: 'expiresAt', title: 'Expires', type: 'time', of: (row) => row.expiresAt },
      { id: 'endedAt', title: 'Ended', type: 'time', more: true, of: (row) => row.endedAt },
    ],
    rows: () => exceptionInputs(ctx.database),
  });
