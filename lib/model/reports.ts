/** For whom a report is. */
export const audiences = ['board', 'iam', 'auditor'] as const;
export type Audience = (typeof audiences)[number];

export const audienceText: Record<Audience, string> = { board: 'Board', iam: 'IAM team', auditor: 'Auditor' };

/** What a PDF is laid out for. */
export const papers = ['a4', 'letter'] as const;
export type Paper = (typeof papers)[number];

/** What a report can be had as. The JSON is the report; every other file is made of it. `oscal` is the assessment results, `oscal-poam` the plan of action and milestones. */
export const reportFormats = ['json', 'html', 'csv', 'pdf', 'xlsx', 'oscal', 'oscal-poam'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const formatText: Record<ReportFormat, string> = {
  json: 'JSON',
  html: 'HTML',
  csv: 'CSV',
  pdf: 'PDF',
  xlsx: 'XLSX',
  oscal: 'OSCAL assessment results',
  'oscal-poam': 'OSCAL plan of action and milestones',
};

/** A report of the library. Times are ISO 8601; `digest` is SHA-256 of its JSON, hexadecimal. */
export type ReportRow = {
  id: number;
  audience: Audience;
  title: string;
  /** Scope, in the grammar of docs/filter.md; empty: everything. */
  filter: string;
  period: { from: string; to: string };
  frozenAt: string;
  analysis: number;
  digest: string;
  sizeBytes: number;
  /** The report that it is compared with, and the schedule that it was made by. */
  comparedWith?: number;
  schedule?: number;
  madeBy: string;
  madeAt: string;
  keepUntil: string;
};

/** When reports are made by themselves. `cron`: five fields, in UTC. */
export type ReportSchedule = {
  id: number;
  audience: Audience;
  filter: string;
  periodDays: number;
  cron: string;
  keepDays: number;
  createdBy: string;
  createdAt: string;
};

/** Which tables a report has, for whoever wants one of them. */
export type ReportTable = { id: string; title: string; rows: number };

/** What a signature says of a file, once it was checked. `ok`: the file is as it was signed, by the key that was asked for. */
export type ReportVerdict = {
  ok: boolean;
  /** One line a fault; empty where there is none. */
  faults: string[];
  /** SHA-256 of the file as it is. */
  digest: string;
  /** As signed; absent where there is no signature to read. */
  signed?: { format: ReportFormat; digest: string; reportDigest: string; publicKey: string };
  /** The report of the library that it is of, where that is still kept. */
  report?: Pick<ReportRow, 'id' | 'title' | 'frozenAt'>;
};
