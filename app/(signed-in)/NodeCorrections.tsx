import { CorrectionsTable } from '../../components/corrections/CorrectionsTable.tsx';
import { Panel } from '../../components/Panel.tsx';
import { listCorrections } from '../../lib/services/listCorrections.ts';
import { may } from '../../lib/services/may.ts';
import { requireContext } from '../requireContext.ts';

/** What somebody says is wrong about these nodes, at the one end or the other; nothing where nobody does. */
export async function NodeCorrections({ nodes, now }: { nodes: string[]; now: string }) {
  const ctx = await requireContext();
  const listed = await listCorrections(ctx, { nodes: nodes.slice(0, 10_000) });
  if (listed.ok && listed.value.length === 0) return null;
  return (
    <Panel
      id="corrections"
      title="Corrections"
      lead="What people say is wrong in the facts. Figures and paths are computed without what is struck out; tasks are not."
      flush
    >
      {listed.ok ? (
        <CorrectionsTable corrections={listed.value} now={now} mayWork={may(ctx, 'analyst')} mayManage={may(ctx, 'manager')} />
      ) : (
        <p className="quiet">{listed.error.message}</p>
      )}
    </Panel>
  );
}
