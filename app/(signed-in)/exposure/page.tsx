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

type Asked = { of?: string | string[]; all?: string | string[] };

export default async function ExposurePage({ searchParams }: { searchParams: Promise<Asked> }) {
  const ctx = await requireContext();
  const { of, all } = await searchParams;
  if (typeof of === 'string' && of) return <OfOne ctx={ctx} of={of} />;
  const list = lists.find(({ id }) => id === all);
  return <OfAll ctx={ctx} shown={list ? [list] : lists} most={list ? 1000 : 15} />;
}

const lists = [
  { id: 'resources', kind: 'resource', title: <Explain word="crownJewel" />, what: 'Resource', nothing: 'No resource of sensitivity 5 is known yet.' },
  { id: 'credentials', kind: 'credential', title: 'Credentials', what: 'Credential', nothing: 'No credential can be reached from another.' },
] as const;

/** The most exposed of each kind beside each other, so many of each; or one list by itself. */
async function OfAll({ ctx, shown, most }: { ctx: PersonContext; shown: readonly (typeof lists)[number][]; most: number }) {
  const answers = await Promise.all(shown.map(({ kind }) => listExposure(ctx, { kinds: [kind], limit: Math.min(most + 1, 1000) })));
  const failed = answers.find((answer) => !answer.ok);
  if (failed && !failed.ok) return failed.error.code === 'NOT_FOUND' ? <NothingYet /> : <Failed error={failed.error} />;
  const panels = shown.map(({ id, title, what, nothing }, i) => {
    const rows = answers[i]?.ok ? answers[i].value : [];
    return (
      <Panel key={id} id={id} title={title} flush>
        <ExposedTable rows={rows.slice(0, most)} what={what} nothing={nothing} rest={rows.length > most && <More id={id} most={most} />} />
      </Panel>
    );
  });
  return (
    <Page>
      <PageHead
        above={
          shown.length === 1 && (
            <Link prefetch={false} href="/exposure">
              Exposure
            </Link>
          )
        }
        title={shown.length === 1 ? 'The most exposed' : 'Exposure'}
        lead={<>The reverse question: how many usable credentials reach it if they leak. Choose one to see which.</>}
      />
      {shown.length === 1 ? panels : <Columns>{panels}</Columns>}
    </Page>
  );
}

const More = ({ id, most }: { id: string; most: number }) => (
  <>
    The first {most}.{' '}
    <Link prefetch={false} href={`/exposure?all=${id}`}>
      Show up to 1,000
    </Link>
  </>
);

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
