import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { CredentialsTable } from '../../../components/credentials/CredentialsTable.tsx';
import { facetFields, facetValues, pageSize, tableParams } from '../../../components/credentials/tableParams.ts';
import { Page, PageHead } from '../../../components/Page.tsx';
import type { CredentialRow } from '../../../lib/model/figures.ts';
import { countTasksOf, type TasksOf } from '../../../lib/services/countTasksOf.ts';
import { facetCredentials } from '../../../lib/services/facetCredentials.ts';
import { listCredentials } from '../../../lib/services/listCredentials.ts';
import { listViews } from '../../../lib/services/listViews.ts';
import { loosenFilter } from '../../../lib/services/loosenFilter.ts';
import { may } from '../../../lib/services/may.ts';
import { Failed } from '../../Failed.tsx';
import { NothingYet } from '../../NothingYet.tsx';
import { requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Credentials' };

const loadParams = createLoader(tableParams);

export default async function CredentialsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { filter, sort, page } = await loadParams(searchParams);
  const offset = (Math.max(1, page) - 1) * pageSize;
  const [rows, facets, views] = await Promise.all([
    listCredentials(ctx, { filter, sort, limit: pageSize, offset }),
    facetCredentials(ctx, { filter, fields: Object.keys(facetFields), limit: facetValues }),
    listViews(ctx),
  ]);
  if (!rows.ok && rows.error.code === 'NOT_FOUND') return <NothingYet />;
  if (!rows.ok && rows.error.code !== 'INVALID') return <Failed error={rows.error} retryHref="/credentials" />;
  const loosened = rows.ok && rows.value.matching === 0 ? await loosenFilter(ctx, { filter }) : undefined;
  const data = rows.ok ? rows.value : { rows: [], matching: 0, total: 0, analysis: { id: 0, asOf: ctx.now().toISOString() } };
  const tasks = data.rows.length > 0 ? await countTasksOf(ctx, { ids: data.rows.map(({ id }) => id) }) : undefined;
  return (
    <Page wide>
      <PageHead title="Credentials" />
      <CredentialsTable
        rows={tasks?.ok ? data.rows.map((row) => withTasks(row, tasks.value)) : data.rows}
        matching={data.matching}
        total={data.total}
        analysis={{ id: data.analysis.id, asOf: data.analysis.asOf }}
        facets={facets.ok ? facets.value : []}
        views={views.ok ? views.value : []}
        mayShare={may(ctx, 'analyst')}
        mayWork={may(ctx, 'analyst')}
        loosened={loosened?.ok ? loosened.value : []}
        {...(!rows.ok && { failure: rows.error.message })}
      />
    </Page>
  );
}

function withTasks(row: CredentialRow, of: TasksOf) {
  const tasks = of[row.id];
  return tasks ? { ...row, tasks } : row;
}
