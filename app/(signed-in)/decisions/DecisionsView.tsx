import { DecisionsTable } from '../../../components/decisions/DecisionsTable.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { listDecisions } from '../../../lib/services/listDecisions.ts';
import { may } from '../../../lib/services/may.ts';
import { Failed } from '../../Failed.tsx';
import { requireContext } from '../../requireContext.ts';

/** Decisions that wait and stand, or all of them. */
export async function DecisionsView({ all }: { all: boolean }) {
  const ctx = await requireContext();
  const listed = await listDecisions(ctx, all ? {} : { current: true });
  if (!listed.ok) return <Failed error={listed.error} retryHref="/decisions" />;
  if (listed.value.length === 0)
    return (
      <Notice title="No decision yet">
        {may(ctx, 'analyst')
          ? 'Ask for one: which way to authenticate, for which agent or system, why and until when. A manager who is not you approves it.'
          : 'An analyst asks for one: which way to authenticate, for which agent or system, why and until when. A manager approves it.'}
      </Notice>
    );
  return (
    <Panel id="decisions" title="Decisions" lead="Use is that of the last analysis: usable credentials, taken over, certain." flush>
      <DecisionsTable decisions={listed.value} now={ctx.now().toISOString()} mayDecide={may(ctx, 'manager')} mayWork={may(ctx, 'analyst')} />
    </Panel>
  );
}
