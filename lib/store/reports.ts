import type { Audience, ReportFormat, ReportRow, ReportSchedule } from '../model/reports.ts';
import type { Queries } from './audit.ts';

/** By id: a value and its other end. */
export type KeptFigures = Record<string, { value: unknown; upTo?: unknown }>;
export type NewReport = {
  audience: Audience;
  title: string;
  filter: string;
  period: { from: string; to: string };
  frozenAt: string;
  analysis: number;
  newestImport: number;
  digest: string;
  sizeBytes: number;
  figures: KeptFigures;
  comparedWith: number | null;
  schedule: number | null;
  madeBy: string;
  madeAt: Date;
  keepUntil: Date;
};

export async function insertReport(client: Queries, report: NewReport): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO report (audience, title, filter, period_from, period_to, frozen_at, analysis_id, import_id, digest, size_bytes, figures, compared_with, schedule_id, made_by, made_at, keep_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11, $12, $13, $14, $15, $16) RETURNING id`,
    [
      ...[report.audience, report.title, report.filter, report.period.from, report.period.to, report.frozenAt, report.analysis, report.newestImport],
      ...[
        report.digest,
        report.sizeBytes,
        JSON.stringify(report.figures),
        report.comparedWith,
        report.schedule,
        report.madeBy,
        report.madeAt,
        report.keepUntil,
      ],
    ],
  );
  return rows[0]!.id;
}

type Row = {
  id: number;
  audience: Audience;
  title: string;
  filter: string;
  period_from: Date;
  period_to: Date;
  frozen_at: Date;
  analysis_id: number;
  digest: string;
  size_bytes: string;
  compared_with: number | null;
  schedule_id: number | null;
  made_by: string;
  made_at: Date;
  keep_until: Date;
};
const selected = `SELECT r.id, r.audience, r.title, r.filter, r.period_from, r.period_to, r.frozen_at, r.analysis_id, encode(r.digest, 'hex') AS digest, r.size_bytes, r.compared_with, r.schedule_id,
  coalesce(p.name, r.made_by) AS made_by, r.made_at, r.keep_until FROM report r LEFT JOIN person p ON p.id = r.made_by`;

/** Newest first. */
export async function listReportRows(client: Queries, limit: number): Promise<ReportRow[]> {
  const { rows } = await client.query<Row>(`${selected} ORDER BY r.id DESC LIMIT $1`, [limit]);
  return rows.map(asReport);
}

export async function findReportRow(client: Queries, id: number): Promise<ReportRow | undefined> {
  const { rows } = await client.query<Row>(`${selected} WHERE r.id = $1`, [id]);
  return rows[0] && asReport(rows[0]);
}

/** What a new report is compared with: the one of that id, else the newest of the same audience and scope that was frozen before. */
export async function findComparable(
  client: Queries,
  { id, audience, filter, before }: { id?: number; audience: Audience; filter: string; before: string },
): Promise<(ReportRow & { newestImport: number; figures: KeptFigures }) | undefined> {
  const which = id === undefined ? 'r.audience = $1 AND r.filter = $2 AND r.frozen_at < $3' : 'r.id = $1';
  const { rows } = await client.query<Row & { import_id: number; figures: KeptFigures }>(
    `${selected.replace(' FROM report r', ', r.import_id, r.figures FROM report r')} WHERE ${which} ORDER BY r.frozen_at DESC, r.id DESC LIMIT 1`,
    id === undefined ? [audience, filter, before] : [id],
  );
  return rows[0] && { ...asReport(rows[0]), newestImport: rows[0].import_id, figures: rows[0].figures };
}

const asReport = (row: Row): ReportRow => ({
  id: row.id,
  audience: row.audience,
  title: row.title,
  filter: row.filter,
  period: { from: row.period_from.toISOString(), to: row.period_to.toISOString() },
  frozenAt: row.frozen_at.toISOString(),
  analysis: row.analysis_id,
  digest: row.digest,
  sizeBytes: Number(row.size_bytes),
  ...(row.compared_with !== null && { comparedWith: row.compared_with }),
  ...(row.schedule_id !== null && { schedule: row.schedule_id }),
  madeBy: row.made_by,
  madeAt: row.made_at.toISOString(),
  keepUntil: row.keep_until.toISOString(),
});

/** A file that was made of a report, noted so that it is known again; the same file again changes nothing. */
export async function noteReportFile(
  client: Queries,
  { report, format, table, digest, sizeBytes }: { report: number; format: ReportFormat; table: string; digest: string; sizeBytes: number },
): Promise<void> {
  await client.query(
    `INSERT INTO report_file (report_id, format, table_id, digest, size_bytes) VALUES ($1, $2, $3, decode($4, 'hex'), $5)
     ON CONFLICT (report_id, format, table_id) DO UPDATE SET digest = excluded.digest, size_bytes = excluded.size_bytes`,
    [report, format, table, digest, sizeBytes],
  );
}

/** What a file was noted with; undefined where it was not made yet. */
export async function notedDigest(
  client: Queries,
  { report, format, table }: { report: number; format: ReportFormat; table: string },
): Promise<string | undefined> {
  const { rows } = await client.query<{ digest: string }>(
    `SELECT encode(digest, 'hex') AS digest FROM report_file WHERE report_id = $1 AND format = $2 AND table_id = $3`,
    [report, format, table],
  );
  return rows[0]?.digest;
}

/** Of which report a file of this digest was made, and as what; undefined where none is known. Where it is a file of several (one list can stand in many), of the one whose JSON has that digest. */
export async function findReportFile(
  client: Queries,
  digest: string,
  reportDigest?: string,
): Promise<{ report: ReportRow; format: ReportFormat; table: string } | undefined> {
  const { rows } = await client.query<{ report_id: number; format: ReportFormat; table_id: string }>(
    `SELECT f.report_id, f.format, f.table_id FROM report_file f JOIN report r ON r.id = f.report_id WHERE f.digest = decode($1, 'hex')
     ORDER BY r.digest = decode($2, 'hex') DESC NULLS LAST, r.id LIMIT 1`,
    [digest, reportDigest ?? null],
  );
  const found = rows[0];
  const report = found && (await findReportRow(client, found.report_id));
  return report && { report, format: found.format, table: found.table_id };
}

/** Takes a report out of the library; false where there was none. */
export async function deleteReportRow(client: Queries, id: number): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM report WHERE id = $1', [id]);
  return rowCount === 1;
}

/** Ids of those that were kept long enough. */
export async function listExpiredReports(client: Queries, now: Date): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>('SELECT id FROM report WHERE keep_until <= $1 ORDER BY id', [now]);
  return rows.map(({ id }) => id);
}

export type NewSchedule = Pick<ReportSchedule, 'audience' | 'filter' | 'periodDays' | 'cron' | 'keepDays'> & { createdBy: string; createdAt: Date };
type ScheduleRow = {
  id: number;
  audience: Audience;
  filter: string;
  period_days: number;
  cron: string;
  keep_days: number;
  created_by: string;
  created_at: Date;
};

export async function insertSchedule(client: Queries, { audience, filter, periodDays, cron, keepDays, createdBy, createdAt }: NewSchedule): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO report_schedule (audience, filter, period_days, cron, keep_days, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id',
    [audience, filter, periodDays, cron, keepDays, createdBy, createdAt],
  );
  return rows[0]!.id;
}

/** Those that have not ended, by id; all of them or one. */
export async function listScheduleRows(client: Queries, id?: number): Promise<ReportSchedule[]> {
  const { rows } = await client.query<ScheduleRow>(
    `SELECT s.id, s.audience, s.filter, s.period_days, s.cron, s.keep_days, coalesce(p.name, s.created_by) AS created_by, s.created_at
     FROM report_schedule s LEFT JOIN person p ON p.id = s.created_by WHERE s.ended_at IS NULL AND ($1::integer IS NULL OR s.id = $1) ORDER BY s.id`,
    [id ?? null],
  );
  return rows.map((row) => ({
    ...{ id: row.id, audience: row.audience, filter: row.filter, periodDays: row.period_days, cron: row.cron, keepDays: row.keep_days },
    ...{ createdBy: row.created_by, createdAt: row.created_at.toISOString() },
  }));
}

/** False where there is none, or it has ended. */
export async function endSchedule(client: Queries, id: number, now: Date): Promise<boolean> {
  const { rowCount } = await client.query('UPDATE report_schedule SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, now]);
  return rowCount === 1;
}
