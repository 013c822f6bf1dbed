import type { CredentialRow, Figures, Scenario, ScenarioFigures } from '../../model/figures.ts';
import { priorityOf } from '../../model/priority.ts';
import type { DraftTable } from '../../reports/report.ts';
import { type ColumnOf, tableOf } from '../../reports/tableOf.ts';
import { type Gathering, sameAnalysis, unwrap } from './gathering.ts';

/** Rows asked of the engine at once, as in an export. */
const pieceRows = 2000;

/** Credentials under a filter in an order, piece by piece; throws CONFLICT where another analysis comes in between. */
export async function* credentialRows(gathering: Gathering, question: { filter: string; sort: string; limit?: number }): AsyncGenerator<CredentialRow[], void> {
  const { filter, sort, limit = Number.POSITIVE_INFINITY } = question;
  for (let offset = 0, matching = Number.POSITIVE_INFINITY; offset < Math.min(limit, matching); offset += pieceRows) {
    const page = unwrap(await gathering.ctx.engine.ask('credentials', { filter, sort, offset, limit: Math.min(pieceRows, limit - offset) }));
    sameAnalysis(gathering, page.analysis);
    matching = page.matching;
    yield page.rows;
  }
}

const figure = (scenario: Scenario, id: keyof Figures, title: string, type: ColumnOf<CredentialRow>['type'], more = true): ColumnOf<CredentialRow>[] => {
  const cell = (of: (figures: ScenarioFigures) => Figures) => (row: CredentialRow) => of(row[scenario])[id];
  return [
    { id: `${scenario}.${id}`, title: `${title}, ${scenario}`, type, ...(more && { more }), of: cell((figures) => figures) },
    { id: `${scenario}.upTo.${id}`, title: `${title}, ${scenario}, up to`, type, more: true, of: cell(({ upTo }) => upTo) },
  ];
};

/** Figures of one scenario that a list of credentials has. */
const scenarioColumns = (scenario: Scenario): ColumnOf<CredentialRow>[] => [
  ...figure(scenario, 'band', 'Band', 'text', false),
  ...figure(scenario, 'actionDays', 'Action-days', 'actionDays', false),
  ...figure(scenario, 'scope', 'Scope', 'integer'),
  ...figure(scenario, 'chain', 'Chain', 'integer'),
  ...figure(scenario, 'share', 'Share', 'share'),
];

export const credentialColumns: readonly ColumnOf<CredentialRow>[] = [
  { id: 'credential', title: 'Credential', type: 'key', of: (row) => row.credential },
  { id: 'name', title: 'Name', type: 'text', more: true, of: (row) => row.name },
  { id: 'owner', title: 'Owner', type: 'text', of: (row) => row.owner },
  { id: 'system', title: 'System', type: 'text', of: (row) => row.system },
  { id: 'environment', title: 'Environment', type: 'text', more: true, of: (row) => row.environment },
  { id: 'type', title: 'Type', type: 'text', more: true, of: (row) => row.type },
  { id: 'identity', title: 'Identity', type: 'key', more: true, of: (row) => row.identity },
  { id: 'usable', title: 'Usable', type: 'flag', more: true, of: (row) => row.usable },
  { id: 'priority', title: 'Priority', type: 'text', of: (row) => priorityOf(row.likelihood, row.leak.band) },
  { id: 'likelihood', title: 'Likelihood', type: 'text', of: (row) => row.likelihood },
  ...scenarioColumns('leak'),
  ...scenarioColumns('takeover'),
  { id: 'attribution', title: 'Attribution', type: 'text', more: true, of: (row) => row.attribution },
  { id: 'lastUsed', title: 'Last use', type: 'time', more: true, of: (row) => row.lastUsed },
  { id: 'expires', title: 'Expires', type: 'time', more: true, of: (row) => row.expires },
];

/** All credentials of the report's scope, usable or not. @param sort a field of docs/filter.md */
export const credentialsTable = (gathering: Gathering, sort: string): DraftTable =>
  tableOf({
    id: 'credentials',
    title: 'Credentials',
    note: `All credentials of the scope, ${sort === 'owner' ? 'by owner' : 'by canonical key'}. Certain figures, with "up to" where more is possible; docs/metrics.md says how each is made.`,
    columns: credentialColumns,
    rows: () => credentialRows(gathering, { filter: gathering.head.filter, sort }),
  });

/** The largest blast radii of a scenario in scope, certain. */
export const largestTable = (gathering: Gathering, scenario: Scenario, limit: number): DraftTable =>
  tableOf({
    id: `largest-${scenario}`,
    title: scenario === 'leak' ? 'The largest if they leak' : 'The largest if what uses them is taken over',
    columns: credentialColumns
      .filter(({ id }) => ['credential', 'owner', 'likelihood', `${scenario}.band`, `${scenario}.actionDays`, `${scenario}.share`].includes(id))
      .map(({ more: _, ...column }) => column),
    rows: () => credentialRows(gathering, { filter: `usable:true inEstate:true ${gathering.head.filter}`.trim(), sort: `-${scenario}.actionDays`, limit }),
  });

export type OwnerRow = { owner: string | null; credentials: number; usable: number; high: number; leakActionDays: number; takeoverActionDays: number };

/** Sums by owner: the rows come in the order of owners, so that one sum at a time is held. */
export async function* ownerRows(gathering: Gathering): AsyncGenerator<OwnerRow[], void> {
  let sum: OwnerRow | undefined;
  for await (const piece of credentialRows(gathering, { filter: gathering.head.filter, sort: 'owner' })) {
    const done: OwnerRow[] = [];
    for (const row of piece) {
      const owner = row.owner ?? null;
      if (sum?.owner !== owner) {
        if (sum) done.push(sum);
        sum = { owner, credentials: 0, usable: 0, high: 0, leakActionDays: 0, takeoverActionDays: 0 };
      }
      add(sum!, row);
    }
    yield done;
  }
  if (sum) yield [sum];
}

function add(sum: OwnerRow, { usable, inEstate, leak, takeover }: CredentialRow): void {
  sum.credentials++;
  if (!usable || !inEstate) return;
  sum.usable++;
  if ([leak.band, takeover.band].some((band) => band === 'high' || band === 'critical')) sum.high++;
  sum.leakActionDays = round(sum.leakActionDays + leak.actionDays);
  sum.takeoverActionDays = round(sum.takeoverActionDays + takeover.actionDays);
}

const round = (actionDays: number): number => Math.round(actionDays * 1e6) / 1e6;

export const ownersTable = (gathering: Gathering): DraftTable =>
  tableOf({
    id: 'owners',
    title: 'By owner',
    note: 'Credentials of the scope; action-days are of usable ones, certain.',
    columns: [
      { id: 'owner', title: 'Owner', type: 'text', of: (row: OwnerRow) => row.owner },
      { id: 'credentials', title: 'Credentials', type: 'integer', of: (row) => row.credentials },
      { id: 'usable', title: 'Usable', type: 'integer', of: (row) => row.usable },
      { id: 'high', title: 'High or critical', type: 'integer', of: (row) => row.high },
      { id: 'leak.actionDays', title: 'Action-days, leak', type: 'actionDays', of: (row) => row.leakActionDays },
      { id: 'takeover.actionDays', title: 'Action-days, takeover', type: 'actionDays', of: (row) => row.takeoverActionDays },
    ],
    rows: () => ownerRows(gathering),
  });
