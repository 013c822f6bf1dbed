import { Columns } from '../../../../components/Page.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { BreakageView } from '../../../../components/remediation/BreakageView.tsx';
import { TaskList } from '../../../../components/remediation/TaskList.tsx';
import { listTasks } from '../../../../lib/services/listTasks.ts';
import { readBreakage } from '../../../../lib/services/readBreakage.ts';
import { requireContext } from '../../../requireContext.ts';

const most = 20;

/** Both sides of ending it: what would break, and what is being done about it. */
export async function CredentialTasks({ id, now }: { id: string; now: string }) {
  const ctx = await requireContext();
  const [breakage, tasks] = await Promise.all([readBreakage(ctx, { id }), listTasks(ctx, { node: id, sort: 'status', limit: most })]);
  return (
    <Columns>
      <Panel id="breakage" title="What would break" lead="If it were ended: who was seen using it, and who has it at hand.">
        {breakage.ok ? <BreakageView breakage={breakage.value} /> : <p className="quiet">{breakage.error.message}</p>}
      </Panel>
      <Panel id="tasks" title="Tasks" lead="What is being done about it." flush>
        {tasks.ok ? <TaskList rows={tasks.value.rows} matching={tasks.value.matching} node={id} now={now} /> : <p className="quiet">{tasks.error.message}</p>}
      </Panel>
    </Columns>
  );
}
