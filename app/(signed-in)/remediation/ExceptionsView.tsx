import { Notice } from '../../../components/Notice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { ExceptionsTable } from '../../../components/remediation/ExceptionsTable.tsx';
import { listExceptions } from '../../../lib/services/listExceptions.ts';
import { may } from '../../../lib/services/may.ts';
import { requireContext } from '../../requireContext.ts';
import type { ViewProps } from './viewProps.ts';

/** What is left undone, with its end. */
export async function ExceptionsView({ now }: ViewProps) {
  const ctx = await requireContext();
  const listed = await listExceptions(ctx, {});
  if (!listed.ok) return <p className="quiet">{listed.error.message}</p>;
  if (listed.value.length === 0)
    return (
      <Notice title="No exception">
        Where a task cannot be done for now, an analyst asks for an exception on it: with a reason, and a day at most a year on. A manager who did not ask
        approves it.
      </Notice>
    );
  return (
    <Panel id="exceptions" title="Exceptions" lead="What is left undone for a while. An exception ends on its day, and its task is work again." flush>
      <ExceptionsTable exceptions={listed.value} now={now} mayDecide={may(ctx, 'manager')} mayWork={may(ctx, 'analyst')} />
    </Panel>
  );
}
