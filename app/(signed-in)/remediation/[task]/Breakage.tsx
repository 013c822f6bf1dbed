import { Panel } from '../../../../components/Panel.tsx';
import { BreakageView } from '../../../../components/remediation/BreakageView.tsx';
import { TaskBreakageBar } from '../../../../components/remediation/TaskBreakageBar.tsx';
import type { Task, TaskSubject } from '../../../../lib/model/tasks.ts';
import { readBreakage } from '../../../../lib/services/readBreakage.ts';
import { readTaskBreakage } from '../../../../lib/services/readTaskBreakage.ts';
import { requireContext } from '../../../requireContext.ts';

/** The other side of the decision: what would break. Of one credential who uses it, of many how many are used. */
export async function Breakage({ task, subjects }: { task: Task; subjects: TaskSubject[] }) {
  const ctx = await requireContext();
  const [first] = subjects;
  if (first?.kind !== 'credential' || task.status === 'verified') return null;
  if (task.subjects > 1 || first.nodeId === undefined) {
    const counted = await readTaskBreakage(ctx, { task: task.id });
    return (
      <Panel
        id="breakage"
        title="What would break"
        lead="Its credentials by who used them in the 90 days before the last analysis, as far as the logs can say."
      >
        {counted.ok ? <TaskBreakageBar breakage={counted.value} /> : <p className="quiet">{counted.error.message}</p>}
      </Panel>
    );
  }
  const breakage = await readBreakage(ctx, { id: first.nodeId });
  return (
    <Panel id="breakage" title="What would break" lead="Who was seen using it, and who has it at hand.">
      {breakage.ok ? <BreakageView breakage={breakage.value} /> : <p className="quiet">{breakage.error.message}</p>}
    </Panel>
  );
}
