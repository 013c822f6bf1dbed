import type { ExposureRow } from '../engine/protocol.ts';
import { ok, type Result } from '../model/errors.ts';
import { type AnalysisSummary, type CredentialRow, type End, ends, type Scenario, scenarios } from '../model/figures.ts';
import { type Context, forbidden } from './context.ts';

export type Spread = { from: number; to: number; count: number }[];
export type Overview = {
  /** null: nothing has been analysed yet. */
  analysis: AnalysisSummary | null;
  /** Usable credentials of the estate by action-days. */
  spread: Record<Scenario, Record<End, Spread>>;
  /** The ten largest blast radii, certain, largest first. */
  largest: Record<Scenario, CredentialRow[]>;
  /** The ten that most credentials reach: crown jewels, and credentials. */
  exposed: { resources: ExposureRow[]; credentials: ExposureRow[] };
};

const counted = 'usable:true inEstate:true';
/** Enough for half decades over twelve orders of magnitude. */
const buckets = 26;
const shown = 10;

/** What the first screen shows, all of one analysis: estate figures, how credentials spread by action-days, the largest and the most exposed. */
export async function readOverview(ctx: Context, _input: Record<string, never> = {}): Promise<Result<Overview>> {
  const refused = forbidden(ctx, 'viewer');
  if (refused) return refused;
  const status = await ctx.engine.ask('status', {});
  if (!status.ok) return status;
  const { analysis } = status.value;
  if (!analysis) return ok(nothingYet);
  const [spread, largest, resources, credentials] = await Promise.all([
    readSpread(ctx),
    readLargest(ctx),
    exposed(ctx, 'resource'),
    exposed(ctx, 'credential'),
  ]);
  for (const part of [spread, largest, resources, credentials]) if (!part.ok) return part;
  if (!spread.ok || !largest.ok || !resources.ok || !credentials.ok) throw new Error('unreachable: each part was checked above');
  return ok({ analysis, spread: spread.value, largest: largest.value, exposed: { resources: resources.value, credentials: credentials.value } });
}

const noSpread = { certain: [], upTo: [] };
const nothingYet: Overview = {
  analysis: null,
  spread: { leak: noSpread, takeover: noSpread },
  largest: { leak: [], takeover: [] },
  exposed: { resources: [], credentials: [] },
};

async function readSpread(ctx: Context): Promise<Result<Overview['spread']>> {
  const spread: Overview['spread'] = { leak: { certain: [], upTo: [] }, takeover: { certain: [], upTo: [] } };
  for (const scenario of scenarios) {
    for (const end of ends) {
      const field = `${scenario}.${end === 'upTo' ? 'upTo.' : ''}actionDays`;
      const answer = await ctx.engine.ask('histogram', { filter: counted, field, buckets });
      if (!answer.ok) return answer;
      spread[scenario][end] = answer.value;
    }
  }
  return ok(spread);
}

async function readLargest(ctx: Context): Promise<Result<Overview['largest']>> {
  const largest: Overview['largest'] = { leak: [], takeover: [] };
  for (const scenario of scenarios) {
    const page = await ctx.engine.ask('credentials', { filter: counted, sort: `-${scenario}.actionDays`, limit: shown });
    if (!page.ok) return page;
    largest[scenario] = page.value.rows;
  }
  return ok(largest);
}

const exposed = (ctx: Context, kind: 'resource' | 'credential'): Promise<Result<ExposureRow[]>> => ctx.engine.ask('exposure', { kinds: [kind], limit: shown });
