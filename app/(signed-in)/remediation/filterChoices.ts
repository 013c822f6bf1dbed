import { listCampaigns } from '../../../lib/services/campaigns.ts';
import type { Context } from '../../../lib/services/context.ts';
import { listTaskOwners } from '../../../lib/services/listTaskOwners.ts';

/** What the filters of tasks offer. */
export async function filterChoices(ctx: Context) {
  const [owners, campaigns] = await Promise.all([listTaskOwners(ctx), listCampaigns(ctx)]);
  return { owners: owners.ok ? owners.value : [], campaigns: campaigns.ok ? campaigns.value.map(({ id, name }) => ({ id, name })) : [] };
}
