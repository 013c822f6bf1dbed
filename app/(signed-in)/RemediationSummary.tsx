import Link from 'next/link';
import { Panel } from '../../components/Panel.tsx';
import { daysText } from '../../components/remediation/ContainmentTable.tsx';
import { TaskCountsLine } from '../../components/remediation/TaskCountsLine.tsx';
import { remediationHref } from '../../components/remediation/taskLinks.ts';
import { plural } from '../../lib/model/format.ts';
import { defaultHorizonDays } from '../../lib/model/weights.ts';
import { listExceptions } from '../../lib/services/listExceptions.ts';
import { listTasks } from '../../lib/services/listTasks.ts';
import { readContainment } from '../../lib/services/readContainment.ts';
import { requireContext } from '../requireContext.ts';

/** How much work there is, what exceptions leave out and which of them end soon, and how long containing takes; nothing before the first task. */
export async function RemediationSummary() {
  const ctx = await requireContext();
  const [tasks, expiring, containment] = await Promise.all([listTasks(ctx, { limit: 0 }), listExceptions(ctx, { expiring: true }), readContainment(ctx)]);
  if (!tasks.ok || tasks.value.matching === 0) return null;
  const measured = containment.ok ? containment.value.measured : undefined;
  return (
    <Panel
      id="remediation"
      title="Remediation"
      lead={
        measured?.medianDays !== undefined
          ? `Half of the credentials of band medium and above were contained within ${daysText(measured.medianDays)} (${plural(measured.closures, 'closure')}, ${measured.open} open); the field reports ${defaultHorizonDays} days.`
          : 'Verified is only what new, complete data show.'
      }
      aside={
        expiring.ok && expiring.value.length > 0 ? (
          <Link prefetch={false} href={remediationHref('exceptions')}>
            {plural(expiring.value.length, 'exception')} will expire within two weeks
          </Link>
        ) : undefined
      }
    >
      <TaskCountsLine counts={tasks.value.counts} question={{}} />
    </Panel>
  );
}
