import type { Metadata } from 'next';
import Link from 'next/link';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Banner } from '../../../components/Banner.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { AskDecision } from '../../../components/decisions/AskDecision.tsx';
import { decisionParams, decisionsHref, decisionViews, decisionViewTitle } from '../../../components/decisions/decisionLinks.ts';
import classes from '../../../components/decisions/decisions.module.css';
import { StartRecertification } from '../../../components/decisions/StartRecertification.tsx';
import { findingsHref } from '../../../components/links.ts';
import { Page, PageHead } from '../../../components/Page.tsx';
import { plural } from '../../../lib/model/format.ts';
import { facetCredentials } from '../../../lib/services/facetCredentials.ts';
import { listDecisions } from '../../../lib/services/listDecisions.ts';
import { listFindings } from '../../../lib/services/listFindings.ts';
import { may } from '../../../lib/services/may.ts';
import { requireContext } from '../../requireContext.ts';
import { DecisionsView } from './DecisionsView.tsx';
import { RoundsView } from './RoundsView.tsx';

export const metadata: Metadata = { title: 'Decisions' };

const loadParams = createLoader(decisionParams);
const approval = ['unapproved-agent', 'unapproved-system'];

export default async function DecisionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { view, show, agent, system } = await loadParams(searchParams);
  const [unapproved, expiring] = await Promise.all([
    listFindings(ctx, { filter: `rule:${approval.join(',')}`, limit: 1 }),
    listDecisions(ctx, { expiring: true }),
  ]);
  const about = agent !== null ? { kind: 'agent' as const, key: agent } : system !== null ? { kind: 'system' as const, key: system } : undefined;
  return (
    <Page wide>
      <PageHead
        title="Decisions"
        lead={
          <>
            Who approved how an agent or a system authenticates, until when, and how much it may do.{' '}
            {unapproved.ok && (
              <Link prefetch={false} href={findingsHref({ rule: approval })}>
                {unapproved.value.matching > 0 ? `Nobody approved ${plural(unapproved.value.matching, 'of them', 'of them')}` : 'Nobody’s approval is missing'}
              </Link>
            )}
          </>
        }
        actions={view === 'decisions' ? may(ctx, 'analyst') && <AskDecision {...(about && { about, opened: true })} /> : <Start />}
      />
      {expiring.ok && expiring.value.length > 0 && (
        <Banner>
          {plural(expiring.value.length, 'decision')} will expire within two weeks; then nobody has approved what is decided in{' '}
          {expiring.value.length === 1 ? 'it' : 'them'}.
        </Banner>
      )}
      <div className={classes.views}>
        <Choice
          label="Views of decisions"
          options={decisionViews.map((each) => ({ label: decisionViewTitle[each], href: decisionsHref({ view: each }), current: each === view }))}
        />
        {view === 'decisions' && (
          <Choice
            label="Which decisions"
            options={[
              { label: 'Waiting and standing', href: decisionsHref({}), current: show === 'current' },
              { label: 'All', href: decisionsHref({ show: 'all' }), current: show === 'all' },
            ]}
          />
        )}
      </div>
      {view === 'decisions' ? <DecisionsView all={show === 'all'} /> : <RoundsView />}
    </Page>
  );
}

/** Owners to choose from are those that credentials have. */
async function Start() {
  const ctx = await requireContext();
  if (!may(ctx, 'manager')) return null;
  const facets = await facetCredentials(ctx, { fields: ['owner'] });
  const owners = facets.ok ? (facets.value[0]?.values ?? []).flatMap(({ value }) => (typeof value === 'string' ? [value] : [])) : [];
  return <StartRecertification owners={owners} />;
}
