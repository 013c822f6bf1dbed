import Link from 'next/link';
import { BurnDown } from '../../../components/charts/BurnDown.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { CampaignList } from '../../../components/remediation/CampaignList.tsx';
import { remediationHref } from '../../../components/remediation/taskLinks.ts';
import { plural } from '../../../lib/model/format.ts';
import { listCampaigns, readBurnDown } from '../../../lib/services/campaigns.ts';
import { may } from '../../../lib/services/may.ts';
import { requireContext } from '../../requireContext.ts';
import type { ViewProps } from './viewProps.ts';

/** Campaigns, and the burn-down of the one that is chosen. */
export async function CampaignsView({ question }: ViewProps) {
  const ctx = await requireContext();
  const [campaigns, burned] = await Promise.all([
    listCampaigns(ctx),
    question.campaign ? readBurnDown(ctx, { campaign: Number(question.campaign) }) : undefined,
  ]);
  if (!campaigns.ok) return <p className="quiet">{campaigns.error.message}</p>;
  const mayPlan = may(ctx, 'manager');
  if (campaigns.value.length === 0)
    return (
      <Notice title="No campaign yet">
        {mayPlan
          ? 'A campaign groups tasks toward one goal, such as no static key for agents in prod by March, and shows what remains after each analysis.'
          : 'A manager begins campaigns: tasks toward one goal, with what remains after each analysis.'}
      </Notice>
    );
  const chosen = burned?.ok ? burned.value.campaign : undefined;
  return (
    <>
      {burned && !burned.ok && <p className="quiet">{burned.error.message}</p>}
      {chosen && burned?.ok && (
        <Panel
          id="burn-down"
          title={chosen.name}
          lead={chosen.goal}
          aside={
            <Link prefetch={false} href={remediationHref('board', { campaign: String(chosen.id) })}>
              {plural(chosen.tasks, 'task')} on the board
            </Link>
          }
        >
          <BurnDown
            points={burned.value.points}
            {...(chosen.due && { due: chosen.due })}
            nothing="No analysis since it has tasks: the next one makes the first point."
          />
        </Panel>
      )}
      <Panel id="campaigns" title="Campaigns" lead="Each opens what remains of it, in action-days." flush>
        <CampaignList campaigns={campaigns.value} mayPlan={mayPlan} />
      </Panel>
    </>
  );
}
