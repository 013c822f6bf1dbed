import { Button } from '@mantine/core';
import type { Metadata } from 'next';
import Link from 'next/link';
import facets from '../../../components/findings/FindingFacets.module.css';
import { FindingFacets } from '../../../components/findings/FindingFacets.tsx';
import { FindingsTable } from '../../../components/findings/FindingsTable.tsx';
import { OwnerFilter } from '../../../components/findings/OwnerFilter.tsx';
import { findingsHref } from '../../../components/links.ts';
import { Notice } from '../../../components/Notice.tsx';
import { Page, PageHead } from '../../../components/Page.tsx';
import { Time } from '../../../components/Time.tsx';
import { type FindingFilter, parseFindingFilter } from '../../../lib/model/findingFields.ts';
import type { FindingPage } from '../../../lib/model/findings.ts';
import { formatCount, plural } from '../../../lib/model/format.ts';
import { facetCredentials } from '../../../lib/services/facetCredentials.ts';
import { listFindings } from '../../../lib/services/listFindings.ts';
import { Failed } from '../../Failed.tsx';
import { NothingYet } from '../../NothingYet.tsx';
import { requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Findings' };

type Asked = { filter?: string | string[]; after?: string | string[] };

export default async function FindingsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const ctx = await requireContext();
  const { filter: text, after } = await searchParams;
  const filter = parseFindingFilter(typeof text === 'string' ? text : '');
  if (!filter.ok) return <Failed error={filter.error} retryHref="/findings" />;
  const where = typeof after === 'string' ? { after } : {};
  const [listed, facetsOfCredentials] = await Promise.all([
    listFindings(ctx, { filter: typeof text === 'string' ? text : '', ...where }),
    facetCredentials(ctx, { fields: ['owner'], limit: 200 }),
  ]);
  if (!listed.ok) return listed.error.code === 'NOT_FOUND' ? <NothingYet /> : <Failed error={listed.error} retryHref="/findings" />;
  const page = listed.value;
  const owners = facetsOfCredentials.ok ? (facetsOfCredentials.value[0]?.values ?? []).flatMap(({ value }) => (value === 'none' ? [] : [value])) : [];
  const choices = (
    <>
      <OwnerFilter key={typeof text === 'string' ? text : ''} filter={filter.value} owners={owners} />
      <FindingFacets facets={page.facets} filter={filter.value} />
    </>
  );
  return (
    <Page wide>
      <PageHead
        title="Findings"
        lead={
          <>
            {plural(page.total, 'finding')} as of <Time at={page.analysis.asOf} />. Each has its evidence, the items of standards that it bears on, and what
            closes it.
          </>
        }
      />
      {page.total === 0 ? (
        <Notice title="Nothing was found">No rule found anything in what was imported. What no rule can see is listed on the Overview, under Standards.</Notice>
      ) : (
        <div className={facets.split}>
          <div className={facets.wide}>{choices}</div>
          <details className={facets.narrow}>
            <summary>Filter</summary>
            {choices}
          </details>
          <section className={facets.main} aria-label="Findings">
            <Rows page={page} filter={filter.value} isFirst={where.after === undefined} now={ctx.now().toISOString()} />
          </section>
        </div>
      )}
    </Page>
  );
}

function Rows({ page, filter, isFirst, now }: { page: FindingPage; filter: FindingFilter; isFirst: boolean; now: string }) {
  if (page.matching === 0)
    return (
      <Notice
        title="No finding matches"
        actions={
          <Button component="a" href="/findings" variant="default">
            Show all
          </Button>
        }
      >
        {plural(page.total, 'finding')}, none of them with all that was chosen.
      </Notice>
    );
  return (
    <>
      <FindingsTable rows={page.rows} rules={page.rules} now={now} />
      <nav className={facets.pager} aria-label="Pages of findings">
        <span>
          {formatCount(page.rows.length)} of {plural(page.matching, 'that matches', 'that match')}
          {page.fresh > 0 && `, ${formatCount(page.fresh)} new in this analysis`}
        </span>
        <span className={facets.ways}>
          {!isFirst && (
            <Link prefetch={false} href={findingsHref(filter)}>
              To the first
            </Link>
          )}
          {page.next !== undefined && (
            <Link prefetch={false} href={findingsHref(filter, page.next)} rel="next">
              Next page
            </Link>
          )}
        </span>
      </nav>
    </>
  );
}
