import { ok, type Result } from '../model/errors.ts';
import type { TaskChoices } from '../model/tasks.ts';
import { listCampaignRows } from '../store/campaigns.ts';
import { listAssigneeRows } from '../store/tasks.ts';
import { type Context, forbidden } from './context.ts';

const mostOwners = 300;

/** What can be chosen for a task without typing: people of this installation, owners that data or tasks name already, campaigns that go on. */
export async function listTaskChoices(ctx: Context): Promise<Result<TaskChoices>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const { pool } = ctx.database;
  const [people, facets, campaigns] = await Promise.all([
    listAssigneeRows(pool, mostOwners),
    ctx.engine.ask('facets', { fields: ['owner'], limit: mostOwners }),
    listCampaignRows(pool, ctx.now()),
  ]);
  const named = facets.ok ? (facets.value[0]?.values ?? []).map(({ value }) => ({ value })).filter(({ value }) => value !== 'none') : [];
  const assignees = [...new Map([...named, ...people].map((each) => [each.value, each])).values()];
  return ok({
    assignees: assignees.sort((a, b) => Number('name' in b) - Number('name' in a) || (a.value < b.value ? -1 : 1)),
    campaigns: campaigns.filter(({ closedAt }) => closedAt === undefined).map(({ id, name }) => ({ id, name })),
  });
}
