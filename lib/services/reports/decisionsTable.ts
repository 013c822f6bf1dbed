import { budgetText, type Decision, modelText } from '../../model/decisions.ts';
import type { DraftTable } from '../../reports/report.ts';
import { tableOf } from '../../reports/tableOf.ts';
import { listDecisions } from '../listDecisions.ts';
import { type Gathering, unwrap } from './gathering.ts';

const mostDecisions = 1000;

/** Who approved which authentication model of what, within which blast budget, and what the analysis finds of it. */
export const decisionsTable = ({ ctx }: Gathering): DraftTable =>
  tableOf({
    id: 'decisions',
    title: 'Decision records and blast budgets',
    note: `Those that wait first, then those that stand, by expiry; at most ${mostDecisions}. What has none was approved by nobody: the findings unapproved-agent and unapproved-system count that.`,
    columns: [
      { id: 'decision', title: 'Decision', type: 'integer', more: true, of: (row: Decision) => row.id },
      { id: 'kind', title: 'Of', type: 'text', of: ({ subject }) => subject.kind },
      { id: 'subject', title: 'Agent or system', type: 'key', of: ({ subject }) => subject.key },
      { id: 'model', title: 'Authenticates by', type: 'text', of: modelText },
      { id: 'state', title: 'State', type: 'text', of: (row) => row.state },
      { id: 'reason', title: 'Reason', type: 'text', of: (row) => row.reason },
      { id: 'requestedBy', title: 'Asked by', type: 'text', more: true, of: (row) => row.requestedBy },
      { id: 'requestedAt', title: 'Asked', type: 'time', more: true, of: (row) => row.requestedAt },
      { id: 'decidedBy', title: 'Decided by', type: 'text', of: (row) => row.decidedBy },
      { id: 'decidedAt', title: 'Decided', type: 'time', more: true, of: (row) => row.decidedAt },
      { id: 'expiresAt', title: 'Expires', type: 'time', of: (row) => row.expiresAt },
      { id: 'budget', title: 'Budget', type: 'text', of: ({ budget }) => budget && budgetText(budget) },
      { id: 'use', title: 'As found', type: 'text', of: ({ use }) => use && budgetText(use) },
      { id: 'over', title: 'Over budget in', type: 'list', of: ({ over }) => over },
    ],
    rows: async () => unwrap(await listDecisions(ctx, { limit: mostDecisions })),
  });
