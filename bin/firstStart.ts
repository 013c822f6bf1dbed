import { loadSample, sampleAgents } from '../lib/services/loadSample.ts';
import type { OpenContext } from '../lib/services/openContext.ts';
import { settleDatabase } from '../lib/store/openDatabase.ts';
import { say, unwrap } from './print.ts';
import { showProgress } from './progress.ts';

/** What a new embedded database gets before it is served: the sample estate, or with `empty` nothing, now and later. */
export async function firstStart(ctx: OpenContext, options: { sample?: true; empty?: true }): Promise<void> {
  if (!ctx.isNew || !(options.sample || options.empty)) return;
  if (!options.empty) await fill(ctx);
  settleDatabase();
}

async function fill(ctx: OpenContext): Promise<void> {
  say(`New database: loading the sample estate (${sampleAgents.toLocaleString('en-US')} agents; npm start -- --empty leaves it out) …`);
  const begun = Date.now();
  const progress = showProgress();
  unwrap(await loadSample(ctx, progress.report).finally(progress.end));
  say(`Sample estate loaded and computed in ${Math.round((Date.now() - begun) / 1_000)} s.`);
}
