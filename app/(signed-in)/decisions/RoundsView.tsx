import { RoundsTable } from '../../../components/decisions/RoundsTable.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { listRecertifications } from '../../../lib/services/listRecertifications.ts';
import { Failed } from '../../Failed.tsx';
import { requireContext } from '../../requireContext.ts';

/** Rounds in which owners confirm what they answer for. */
export async function RoundsView() {
  const ctx = await requireContext();
  const listed = await listRecertifications(ctx);
  if (!listed.ok) return <Failed error={listed.error} retryHref="/decisions?view=recertifications" />;
  if (listed.value.length === 0)
    return (
      <Notice title="No recertification yet">
        A manager begins one for an owner: it lists the decisions and credentials that they answer for, and each is confirmed, or to be changed, until a day.
      </Notice>
    );
  return (
    <Panel id="recertifications" title="Recertifications" lead="What owners answer for, confirmed anew. Who answered what is in the audit log." flush>
      <RoundsTable rounds={listed.value} />
    </Panel>
  );
}
