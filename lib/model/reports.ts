/** For whom a report is. */
export const audiences = ['board', 'iam', 'auditor'] as const;
export type Audience = (typeof audiences)[number];

export const audienceText: Record<Audience, string> = { board: 'Board', iam: 'IAM team', auditor: 'Auditor' };

/** What a report can be had as. The JSON is the report; every other file is made of it. `oscal` is the assessment results, `oscal-poam` the plan of action and milestones. */
export const reportFormats = ['json', 'html', 'csv', 'pdf', 'xlsx', 'oscal', 'oscal-poam'] as const;
export type ReportFormat = (typeof reportFormats)[number];
