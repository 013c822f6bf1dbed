import type { Metadata } from 'next';
import Link from 'next/link';
import { Explain } from '../../../components/Explain.tsx';
import { ReachedByTable } from '../../../components/explore/ReachedByTable.tsx';
import { Interval } from '../../../components/figures/Interval.tsx';
import { NodeAbout } from '../../../components/NodeName.tsx';
import { ExposedTable } from '../../../components/overview/ExposedTable.tsx';
import { Columns, Page, PageHead } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { type RuledFields, ruleFields } from '../../../lib/model/patternRules.ts';
import { listExposure } from '../../../lib/services/listExposure.ts';
import { showRuledFields } from '../../../lib/services/showRuledFields.ts';
import { Failed } from '../../Failed.tsx';
import { NothingYet } from '../../NothingYet.tsx';
import { type PersonContext, requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Exposure' };

export default async function ExposurePage({ searchParams }: { searchParams: Promise<{ of?: string | string[] }> }) {
  const ctx = await requireContext();
  const { of } = await searchParams;
  return typeof of === 'string' && of ? <OfOne ctx={ctx} of={of} /> : <OfAll ctx={ctx} />;
}

async function OfAll({ ctx }: { ctx: PersonContext }) {
  const [resources, credentials] = await Promise.all([
    listExposure(ctx, { kinds: ['resource'], limit: 100 }),
    listExposure(ctx, { kinds: ['credential'], limit: 100 }),
  ]);
  if (!resources.ok) return resources.error.code === 'NOT_FOUND' ? <NothingYet /> : <Failed error={resources.error} />;
  if (!credentials.ok) return <Failed error={credentials.error} />;
  return (
    <Page>
      <PageHead title="Exposure" lead={<>The reverse question: how many usable credentials reach it if they leak. Choose one to see which.</>} />
      <Columns>
        <Panel id="jewels" title={<Explain word="crownJewel" />} flush>
          <ExposedTable rows={resources.value} what="Resource" nothing="No resource of sensitivity 5 is known yet." />
        </Panel>
        <Panel id="credentials" title="Credentials" flush>
          <ExposedTable rows={credentials.value} what="Credential" nothing="No credential can be reached from another." />
        </Panel>
      </Columns>
    </Page>
  );
}

async function OfOne({ ctx, of }: { ctx: PersonContext; of: string }) {
  const found = await listExposure(ctx, { resource: of, limit: 200 });
  if (!found.ok) return <Failed error={found.error} retryHref="/exposure" />;
  const [row] = found.value;
  if (!row) return <Failed error={{ code: 'NOT_FOUND', message: `Nothing is known by the name ${of}.` }} retryHref="/exposure" />;
  const ruled = await showRuledFields(ctx, { key: row.node.key });
  return (
    <Page>
      <PageHead
        above={
          <Link prefetch={false} href="/exposure">
            Exposure
          </Link>
        }
        title={<span className="mono">{row.node.key}</span>}
        lead={
          <>
            <NodeAbout node={row.node} sub={row.node.name} />
            {ruled.ok && <ByRules ruled={ruled.value} />}
          </>
        }
      />
      <Panel
        id="reached-by"
        title={
          <>
            Reached by <Interval certain={row.certain} upTo={row.upTo} unit="count" /> {row.node.kind === 'credential' ? 'other credentials' : 'credentials'} in
            a leak
          </>
        }
        lead="Usable credentials that reach a permission on it, or enter it; the largest blast radius first."
        flush
      >
        <ReachedByTable rows={row.reachedBy ?? []} to={row.node} all={Math.max(row.upTo, row.certain)} />
      </Panel>
    </Page>
  );
}

/** What of it a rule of the settings says, whatever its sources do. */
function ByRules({ ruled }: { ruled: RuledFields }) {
  const said = ruleFields.filter((field) => ruled[field]);
  if (said.length === 0) return null;
  return (
    <div className="quiet">
      {said.map((field) => (
        <div key={field}>
          {field}: <a href="/settings/patterns">Settings, rule {ruled[field]?.pattern}</a>
        </div>
      ))}
    </div>
  );
}
