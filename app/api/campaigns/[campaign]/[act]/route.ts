import { closeCampaign, reopenCampaign } from '../../../../../lib/services/campaigns.ts';
import { change, failed } from '../../../answer.ts';

type Props = { params: Promise<{ campaign: string; act: string }> };
const acts = { close: closeCampaign, reopen: reopenCampaign };
const isAct = (act: string): act is keyof typeof acts => Object.hasOwn(acts, act);

/** Ends a campaign, or goes on with it. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { campaign, act } = await params;
  if (!isAct(act) || !/^\d{1,9}$/.test(campaign)) return failed({ code: 'NOT_FOUND', message: 'There is no such act on a campaign.' });
  return change(request, (ctx) => acts[act](ctx, { campaign: Number(campaign) }));
}
