import { randomBytes } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';
import { audiences, type ReportRow } from '../model/reports.ts';
import type { DraftReport } from '../reports/report.ts';
import { writeReportJson } from '../reports/writeReportJson.ts';
import { appendAudit } from '../store/audit.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { newestImport } from '../store/readInputs.ts';
import { draftPath, reportPath } from '../store/reportFiles.ts';
import { findComparable, findReportRow, insertReport, type KeptFigures, noteReportFile } from '../store/reports.ts';
import { findAnalysis } from '../store/results.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { type Gathering, unwrap } from './reports/gathering.ts';
import { gatherReport } from './reports/gatherReport.ts';
import { makeHead } from './reports/reportHead.ts';
import { type Digested, writeDigested } from './reports/writeDigested.ts';

const time = z.iso.datetime({ offset: true, error: 'expected a time in ISO 8601 with its zone' });
/** Scope, in the grammar of docs/filter.md. It is printed, and written in the audit log. */
export const Scope = z
  .string()
  .max(10_000, 'a filter has at most 10,000 characters')
  .refine((text) => redactText(text) === text, 'looks like it holds a secret; such a value is never stored')
  .default('');
export const MakeReport = z.object({
  audience: z.enum(audiences, { error: `expected one of ${audiences.join(', ')}` }),
  filter: Scope,
  /** Events of this time are told; the last 30 days where it is left out. */
  period: z
    .object({ from: time, to: time })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'the period ends before it begins')
    .optional(),
  /** The id of a report; the newest of the same audience and scope where it is left out. */
  compare: z.union([z.int().positive(), z.literal('previous'), z.literal('none')]).default('previous'),
  /** The clock of the report, so that it can be made again; now where it is left out. */
  frozenAt: time.optional(),
  schedule: z.int().positive().optional(),
  keepDays: z.int().min(1).max(3660).default(400),
});
export type MakeReport = z.input<typeof MakeReport>;
type Asked = z.output<typeof MakeReport>;
type Progress = (progress: { phase: string; done: number; total?: number }) => void;

/** Makes a report of the last analysis and keeps it in the library: its JSON, of one snapshot of the database, from which everything else is made. NOT_FOUND where nothing was analysed. */
export async function makeReport(ctx: Context, input: MakeReport, onProgress: Progress = () => undefined): Promise<Result<ReportRow>> {
  const denied = forbidden(ctx, 'analyst', 'auditor');
  if (denied) return denied;
  const read = readInput(MakeReport, input);
  if (!read.ok) return read;
  const asked = read.value;
  const frozenAt = new Date(asked.frozenAt ?? ctx.now());
  if (frozenAt > ctx.now()) return fail('INVALID', `frozenAt: ${frozenAt.toISOString()} is in the future; a report says what is known`);
  const draft = draftPath(randomBytes(9).toString('base64url'));
  try {
    return await asResult(async () => {
      const made = await inSnapshot(ctx.database, (snapshot) => writeJson({ ...ctx, database: snapshot, now: () => frozenAt }, asked, draft, onProgress));
      return keep(ctx, asked, made, draft);
    });
  } finally {
    rmSync(draft, { force: true });
  }
}

type Made = Digested & { gathering: Gathering; figures: KeptFigures };

async function writeJson(ctx: Context, asked: Asked, file: string, onProgress: Progress): Promise<Made> {
  const gathering = await beginGathering(ctx, asked);
  const report = await gatherReport(gathering);
  const written = await writeDigested(file, told(report, onProgress));
  return { ...written, gathering, figures: figuresOf(report) };
}

async function beginGathering(ctx: Context, { audience, filter, period, compare }: Asked): Promise<Gathering> {
  const analysis = await findAnalysis(ctx.database.pool);
  if (!analysis) throw new KeyblastError('NOT_FOUND', 'nothing has been analysed yet; import data and run "keyblast analyze"');
  const frozenAt = ctx.now().toISOString();
  const previous = await previousOf(ctx.database, { audience, filter, compare, frozenAt });
  const span = period ?? { from: new Date(ctx.now().getTime() - 30 * 86_400_000).toISOString(), to: frozenAt };
  const head = await makeHead(
    ctx,
    {
      ...{ audience, filter, frozenAt },
      period: { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() },
      comparedWith: previous && { digest: previous.digest, title: previous.title, frozenAt: previous.frozenAt, analysis: previous.analysis },
    },
    analysis,
  );
  unwrap(await ctx.engine.ask('credentials', { filter, limit: 0 })); // a filter that means nothing is told before anything is written
  return { ctx, head, analysis, newestImport: await newestImport(ctx.database.pool), previous };
}

async function previousOf(
  { pool }: Database,
  { audience, filter, compare, frozenAt }: Pick<Asked, 'audience' | 'filter' | 'compare'> & { frozenAt: string },
): Promise<Gathering['previous']> {
  if (compare === 'none') return null;
  const found = await findComparable(pool, { audience, filter, before: frozenAt, ...(compare !== 'previous' && { id: compare }) });
  if (!found && compare !== 'previous')
    throw new KeyblastError('NOT_FOUND', `there is no report ${compare} to compare with; "keyblast report --list" shows those that are kept`);
  return found ?? null;
}

async function* told(report: DraftReport, onProgress: Progress): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  let done = 0;
  for await (const piece of writeReportJson(report)) {
    const bytes = encoder.encode(piece);
    done += bytes.byteLength;
    onProgress({ phase: 'gathering', done });
    yield bytes;
  }
}

/** By id of block and figure, for the report that will be compared with this one. */
const figuresOf = ({ sections }: DraftReport): KeptFigures =>
  Object.fromEntries(
    sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) =>
        block.kind === 'figures'
          ? block.figures.map(({ id, value, upTo }) => [`${block.id}.${id}`, { value, ...(upTo !== undefined && { upTo }) }] as const)
          : [],
      ),
  );

/** Gives the report its number and its place; its entry in the audit log names the digest. */
function keep(ctx: Context, { schedule, keepDays }: Asked, { gathering, digest, sizeBytes, figures }: Made, draft: string): Promise<ReportRow> {
  const { head, newestImport: import_, previous, analysis } = gathering;
  return inTransaction(ctx.database, async (client) => {
    const id = await insertReport(client, {
      ...{ audience: head.audience, title: head.title, filter: head.filter, period: head.period, frozenAt: head.frozenAt },
      ...{ analysis: analysis.id, newestImport: import_, digest, sizeBytes, figures },
      ...{ comparedWith: previous?.id ?? null, schedule: schedule ?? null, madeBy: ctx.actor.id, madeAt: ctx.now() },
      keepUntil: new Date(ctx.now().getTime() + keepDays * 86_400_000),
    });
    await noteReportFile(client, { report: id, format: 'json', table: '', digest, sizeBytes });
    const after = { report: id, audience: head.audience, filter: head.filter, analysis: analysis.id, frozenAt: head.frozenAt, sha256: digest };
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'report.make', after });
    renameSync(draft, reportPath(id, 'report.json'));
    const made = await findReportRow(client, id);
    if (!made) throw new Error(`report ${id} was written and cannot be read`);
    return made;
  });
}
