import { Notice } from '../../../components/Notice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { ReopenedList } from '../../../components/remediation/ReopenedList.tsx';
import { listReopened } from '../../../lib/services/listReopened.ts';
import { requireContext } from '../../requireContext.ts';
import type { ViewProps } from './viewProps.ts';

/** What came back. */
export async function ReopenedView({ now }: ViewProps) {
  const listed = await listReopened(await requireContext());
  if (!listed.ok) return <p className="quiet">{listed.error.message}</p>;
  if (listed.value.length === 0)
    return (
      <Notice title="Nothing came back">A task is reopened where data show its path again, or its exception has expired. Neither has happened yet.</Notice>
    );
  return (
    <Panel id="reopened" title="Reopened" lead="What was verified or accepted and is work again, newest first, with the fact that brought it back." flush>
      <ReopenedList rows={listed.value} now={now} />
    </Panel>
  );
}
