import { Button } from '@mantine/core';
import { Notice } from '../../../components/Notice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { queryOf } from '../../../components/remediation/readQuestion.ts';
import { TaskCountsLine } from '../../../components/remediation/TaskCountsLine.tsx';
import { TaskFilters } from '../../../components/remediation/TaskFilters.tsx';
import { TaskPages } from '../../../components/remediation/TaskPages.tsx';
import { TasksTable } from '../../../components/remediation/TasksTable.tsx';
import { remediationHref } from '../../../components/remediation/taskLinks.ts';
import { plural } from '../../../lib/model/format.ts';
import { taskStatuses } from '../../../lib/model/tasks.ts';
import { type ListTasks, listTasks } from '../../../lib/services/listTasks.ts';
import { may } from '../../../lib/services/may.ts';
import { requireContext } from '../../requireContext.ts';
import { filterChoices } from './filterChoices.ts';
import type { ViewProps } from './viewProps.ts';

const pageSize = 50;

/** The tasks as a table, a page at a time. */
export async function TableView({ question, now }: ViewProps) {
  const ctx = await requireContext();
  const page = Number(question.page ?? 1);
  const status = taskStatuses.filter((each) => each === question.status);
  const asked: ListTasks = {
    ...queryOf(question),
    ...(status.length > 0 && { status }),
    ...(question.sort && { sort: question.sort as NonNullable<ListTasks['sort']> }), // readQuestion lets only orders through
    limit: pageSize,
    offset: (page - 1) * pageSize,
  };
  const [listed, choices] = await Promise.all([listTasks(ctx, asked), filterChoices(ctx)]);
  if (!listed.ok) return <p className="quiet">{listed.error.message}</p>;
  const { rows, matching, counts } = listed.value;
  return (
    <>
      <TaskCountsLine counts={counts} question={question} />
      <TaskFilters view="table" question={question} {...choices} />
      <Panel
        id="tasks"
        title={plural(matching, 'task')}
        flush
        aside={<TaskPages question={question} page={page} last={Math.max(1, Math.ceil(matching / pageSize))} />}
      >
        {rows.length > 0 ? (
          <TasksTable key={JSON.stringify(question)} rows={rows} question={question} now={now} mayWork={may(ctx, 'analyst')} />
        ) : (
          <Notice
            title={matching > 0 ? 'There is no such page' : 'No task matches'}
            actions={
              <Button component="a" href={remediationHref('table')} size="xs" variant="default">
                Show all tasks
              </Button>
            }
          >
            {matching > 0 ? 'The address asks for what comes after the last one.' : 'Take away a filter, or look at all of them.'}
          </Notice>
        )}
      </Panel>
    </>
  );
}
