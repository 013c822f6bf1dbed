import type { Progress } from '../engine/protocol.ts';
import { moltbookFiles } from '../estate/moltbook.ts';
import type { RawFile } from '../importers/inputFile.ts';
import { ok, type Result } from '../model/errors.ts';
import { hasImports } from '../store/hasImports.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { type Context, forbidden } from './context.ts';
import { engineStatus } from './engineStatus.ts';
import { estateBytes } from './estateBytes.ts';
import { importFiles } from './importFiles.ts';

/** As many as Moltbook would have had a week after it opened; computed in seconds on two cores. */
export const sampleAgents = 20_000;

/**
 * Loads the sample estate into an empty database and computes it. A start that was killed in between goes on where it was: the import is one transaction, and what
 * was imported but not computed is computed. An estate that somebody has brought in meanwhile is left alone.
 */
export async function loadSample(ctx: Context, onProgress: (progress: Progress) => void, agents = sampleAgents): Promise<Result<null>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  if (!(await hasImports(ctx.database))) {
    const loaded = await importFiles(ctx, { files: sampleFiles(agents, ctx.now()), name: 'sample' }, (phase, done) =>
      onProgress({ phase: `sample estate: ${phase}`, done }),
    );
    if (!loaded.ok) return loaded;
  }
  const status = await engineStatus(ctx);
  if (!status.ok) return status;
  if (status.value.analysis) return ok(null);
  const analysis = await analyzeEstate(ctx, {}, { onProgress: (progress) => onProgress({ ...progress, phase: `blast radii: ${progress.phase}` }) });
  return analysis.ok ? ok(null) : analysis;
}

/** Its files as they would be uploaded, generated as they are read. Its present is today, so that it is as fresh next year. */
function sampleFiles(agents: number, now: Date): RawFile[] {
  const options = { agents, seed: 1, asOf: `${now.toISOString().slice(0, 10)}T00:00:00.000Z` };
  return moltbookFiles(options).map(({ name }, at) => ({
    name,
    open: async function* () {
      const file = moltbookFiles(options)[at];
      if (file) yield* estateBytes(file);
    },
  }));
}
