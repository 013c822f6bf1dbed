import { CorrectionsTable } from '../../../components/corrections/CorrectionsTable.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { listCorrections } from '../../../lib/services/listCorrections.ts';
import { may } from '../../../lib/services/may.ts';
import { requireContext } from '../../requireContext.ts';
import type { ViewProps } from './viewProps.ts';

/** What people say is wrong in the facts, in force and ended. */
export async function CorrectionsView({ now }: ViewProps) {
  const ctx = await requireContext();
  const listed = await listCorrections(ctx, {});
  if (!listed.ok) return <p className="quiet">{listed.error.message}</p>;
  if (listed.value.length === 0)
    return (
      <Notice title="No correction">
        Where a fact is wrong, an analyst says so where it is shown: on a step of a path, on a credential that is no secret, on two names that are not the same
        thing. With a reason, and a day at most a year on.
      </Notice>
    );
  return (
    <Panel
      id="corrections"
      title="Corrections"
      lead="What people say is wrong in the facts. Figures are computed without it until its day; the facts stay, and tasks are verified by them alone."
      flush
    >
      <CorrectionsTable corrections={listed.value} now={now} mayWork={may(ctx, 'analyst')} mayManage={may(ctx, 'manager')} />
    </Panel>
  );
}
