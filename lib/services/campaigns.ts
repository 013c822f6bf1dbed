import { z } from 'zod';
import type { AuditAction } from '../model/auditActions.ts';
import type { BurnPoint, Campaign } from '../model/campaigns.ts';
import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { readBurn } from '../store/burnDown.ts';
import { closeCampaignRow, insertCampaign, listCampaignRows, reopenCampaignRow } from '../store/campaigns.ts';
import { inTransaction } from '../store/database.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { Day, FreeText } from './taskInput.ts';

/** All campaigns, those that go on first. */
export async function listCampaigns(ctx: Context): Promise<Result<Campaign[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await listCampaignRows(ctx.database.pool, ctx.now()));
}

export const StartCampaign = z.object({ name: FreeText(120), goal: FreeText(2000), due: Day.optional() });

/** Begins a campaign; tasks are put into it. CONFLICT where one of that name goes on. */
export async function startCampaign(ctx: Context, input: z.input<typeof StartCampaign>): Promise<Result<Campaign>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(StartCampaign, input);
  if (!read.ok) return read;
  const { name, goal, due } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const by = { actor: ctx.actor.id, now: ctx.now() };
      const id = await insertCampaign(client, { name, goal, ...(due && { due }) }, by);
      if (id === undefined) throw new KeyblastError('CONFLICT', `A campaign called “${name}” goes on already. Choose another name, or close it first.`);
      await appendAudit(client, {
        at: by.now,
        actor: by.actor,
        action: 'campaign.start',
        after: { campaign: id, name, goal, due: due?.toISOString() ?? null },
      });
      return (await listCampaignRows(client, by.now, id))[0]!; // just inserted
    }),
  );
}

export const EndCampaign = z.object({ campaign: z.int().positive() });

/** Ends a campaign; its tasks stay what they are. */
export async function closeCampaign(ctx: Context, input: z.input<typeof EndCampaign>): Promise<Result<Campaign>> {
  return turnCampaign(ctx, input, 'campaign.close', closeCampaignRow, 'There is no such campaign, or it is closed already.');
}

/** Takes the end of a campaign back. */
export async function reopenCampaign(ctx: Context, input: z.input<typeof EndCampaign>): Promise<Result<Campaign>> {
  return turnCampaign(ctx, input, 'campaign.reopen', reopenCampaignRow, 'It goes on already, or another campaign has its name now.');
}

async function turnCampaign(
  ctx: Context,
  input: z.input<typeof EndCampaign>,
  action: AuditAction,
  turn: typeof closeCampaignRow,
  otherwise: string,
): Promise<Result<Campaign>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(EndCampaign, input);
  if (!read.ok) return read;
  const { campaign } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const by = { actor: ctx.actor.id, now: ctx.now() };
      if (!(await turn(client, campaign, by))) throw new KeyblastError('CONFLICT', otherwise);
      await appendAudit(client, { at: by.now, actor: by.actor, action, after: { campaign } });
      return (await listCampaignRows(client, by.now, campaign))[0]!; // just changed
    }),
  );
}

export const ReadBurnDown = z.object({ campaign: z.int().positive().optional() });
export type BurnDown = { campaign?: Campaign; points: BurnPoint[] };

/** What remained at each analysis: of one campaign, or of all tasks. */
export async function readBurnDown(ctx: Context, input: z.input<typeof ReadBurnDown>): Promise<Result<BurnDown>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ReadBurnDown, input);
  if (!read.ok) return read;
  const { campaign: id } = read.value;
  const { pool } = ctx.database;
  if (id === undefined) return ok({ points: await readBurn(pool) });
  const [campaign] = await listCampaignRows(pool, ctx.now(), id);
  return campaign ? ok({ campaign, points: await readBurn(pool, id) }) : fail('NOT_FOUND', `There is no campaign ${id}.`);
}
