import { queryOf } from '../../../components/remediation/readQuestion.ts';
import { TaskCountsLine } from '../../../components/remediation/TaskCountsLine.tsx';
import { TaskFilters } from '../../../components/remediation/TaskFilters.tsx';
import { TasksBoard } from '../../../components/remediation/TasksBoard.tsx';
import { type TaskRow, type TaskStatus, taskStatuses } from '../../../lib/model/tasks.ts';
import { listTasks } from '../../../lib/services/listTasks.ts';
import { may } from '../../../lib/services/may.ts';
import { requireContext } from '../../requireContext.ts';
import { filterChoices } from './filterChoices.ts';
import type { ViewProps } from './viewProps.ts';

/** Cards of a column; the rest is counted. */
const cards = 12;

/** The tasks by status. */
export async function BoardView({ question, now }: ViewProps) {
  const ctx = await requireContext();
  const query = queryOf(question);
  const pages = await Promise.all(
    taskStatuses.map((status) => listTasks(ctx, { ...query, status: [status], sort: status === 'verified' ? '-created' : 'due', limit: cards })),
  );
  const choices = await filterChoices(ctx);
  const failure = pages.find((page) => !page.ok);
  const counts = pages[0]?.ok ? pages[0].value.counts : undefined;
  if (!counts || failure) return <p className="quiet">{failure && !failure.ok ? failure.error.message : ''}</p>;
  const rows = Object.fromEntries(taskStatuses.map((status, i) => [status, rowsOf(pages[i])])) as Record<TaskStatus, TaskRow[]>; // every status is a key
  return (
    <>
      <TaskCountsLine counts={counts} question={question} />
      <TaskFilters view="board" question={question} {...choices} />
      <TasksBoard rows={rows} counts={counts} question={question} now={now} mayWork={may(ctx, 'analyst')} />
    </>
  );
}

const rowsOf = (page: Awaited<ReturnType<typeof listTasks>> | undefined): TaskRow[] => (page?.ok ? page.value.rows : []);
