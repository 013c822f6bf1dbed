/**
 * Every audience in every format, of the last analysis of KEYBLAST_HOME, in this process: what `bench/report.ts` starts under a heap limit. Prints one JSON document: seconds and size by audience and format, and the
 * highest resident memory of the process.
 */
import fs from 'node:fs';
import { audiences } from '../lib/model/reports.ts';
import { offeredFormats } from '../lib/reports/renderers.ts';
import { makeReport } from '../lib/services/makeReport.ts';
import { openContext } from '../lib/services/openContext.ts';
import { renderReport } from '../lib/services/renderReport.ts';
import { must, timed } from './measureDatabase.ts';

const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
const measured: Record<string, Record<string, { seconds: number; megabytes: number }>> = {};
const entry = (ms: number, bytes: number) => ({ seconds: Math.round(ms) / 1000, megabytes: Math.round(bytes / 1e5) / 10 });
try {
  for (const audience of audiences) {
    const made = await timed(async () => must(await makeReport(ctx, { audience, compare: 'none' })));
    measured[audience] = { json: entry(made.ms, made.value.sizeBytes) };
    for (const format of offeredFormats.filter((each) => each !== 'json')) {
      const rendered = await timed(async () => must(await renderReport(ctx, { report: made.value.id, format })));
      measured[audience][format] = entry(rendered.ms, rendered.value.sizeBytes);
      fs.rmSync(rendered.value.file);
    }
    console.error(JSON.stringify({ [audience]: measured[audience], peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
  }
} finally {
  await ctx.close();
}
console.log(JSON.stringify({ measured, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
