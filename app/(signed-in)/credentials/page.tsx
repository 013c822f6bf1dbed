import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { CredentialsTable } from '../../../components/credentials/CredentialsTable.tsx';
import { facetFields, pageSize, tableParams } from '../../../components/credentials/tableParams.ts';
import { Page, PageHead } from '../../../components/Page.tsx';
import { facetCredentials } from '../../../lib/services/facetCredentials.ts';
import { listCredentials } from '../../../lib/services/listCredentials.ts';
import { Failed } from '../../Failed.tsx';
import { NothingYet } from '../../NothingYet.tsx';
import { requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Credentials' };

const loadParams = createLoader(tableParams);

export default async function CredentialsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { filter, sort, page } = await loadParams(searchParams);
  const offset = (Math.max(1, page) - 1) * pageSize;
  const [rows, facets] = await Promise.all([
    listCredentials(ctx, { filter, sort, limit: pageSize, offset }),
    facetCredentials(ctx, { filter, fields: [...facetFields], limit: 8 }),
  ]);
  if (!rows.ok && rows.error.code === 'NOT_FOUND') return <NothingYet />;
  if (!rows.ok && rows.error.code !== 'INVALID') return <Failed error={rows.error} retryHref="/credentials" />;
  const data = rows.ok
    ? { rows: rows.value.rows, matching: rows.value.matching, total: rows.value.total }
    : { rows: [], matching: 0, total: 0, failure: rows.error.message };
  return (
    <Page wide>
      <PageHead title="Credentials" />
      <CredentialsTable {...data} facets={facets.ok ? facets.value : []} />
    </Page>
  );
}
