/** Addresses of the screens of remediation. */
export const taskHref = (id: number): string => `/remediation/${id}`;

export const remediationViews = ['board', 'table', 'campaigns', 'exceptions', 'corrections', 'reopened', 'time'] as const;
export type RemediationView = (typeof remediationViews)[number];
export const viewTitle: Record<RemediationView, string> = {
  board: 'Board',
  table: 'Table',
  campaigns: 'Campaigns',
  exceptions: 'Exceptions',
  corrections: 'Corrections',
  reopened: 'Reopened',
  time: 'Time to contain',
};

/** What the board and the table show, as it stands in an address. */
export type TaskQuestion = Partial<
  Record<'status' | 'control' | 'owner' | 'band' | 'campaign' | 'search' | 'overdue' | 'reopened' | 'node' | 'act' | 'sort' | 'page', string>
>;

export function remediationHref(view: RemediationView, question: TaskQuestion = {}): string {
  const query = new URLSearchParams();
  if (view !== 'board') query.set('view', view);
  for (const [name, value] of Object.entries(question)) if (value) query.set(name, value);
  return query.size > 0 ? `/remediation?${query}` : '/remediation';
}
