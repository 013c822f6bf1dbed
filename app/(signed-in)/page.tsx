import type { Metadata } from 'next';
import Link from 'next/link';
import { AnalyseButton } from '../../components/AnalyseButton.tsx';
import { Banner } from '../../components/Banner.tsx';
import { Choice } from '../../components/Choice.tsx';
import { BandWings } from '../../components/charts/BandWings.tsx';
import { Distribution } from '../../components/charts/Distribution.tsx';
import { Trend } from '../../components/charts/Trend.tsx';
import { Explain } from '../../components/Explain.tsx';
import { actionDaysHref, bandHref } from '../../components/links.ts';
import { AttributionBar } from '../../components/overview/AttributionBar.tsx';
import { Coverage } from '../../components/overview/Coverage.tsx';
import { CoverageTable } from '../../components/overview/CoverageTable.tsx';
import { ExposedTable } from '../../components/overview/ExposedTable.tsx';
import { LargestTable } from '../../components/overview/LargestTable.tsx';
import { Masthead } from '../../components/overview/Masthead.tsx';
import { ScenarioFigures } from '../../components/overview/ScenarioFigures.tsx';
import { SecretlessBar } from '../../components/overview/SecretlessBar.tsx';
import { Sentence } from '../../components/overview/Sentence.tsx';
import { StandardsTable } from '../../components/overview/StandardsTable.tsx';
import { Columns, Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { remediationHref } from '../../components/remediation/taskLinks.ts';
import { Time } from '../../components/Time.tsx';
import { type Scenario, scenarios } from '../../lib/model/figures.ts';
import { plural } from '../../lib/model/format.ts';
import { horizonSource } from '../../lib/model/horizon.ts';
import { type TrendMeasure, trendMeasures } from '../../lib/model/trend.ts';
import { listSources } from '../../lib/services/listSources.ts';
import { may } from '../../lib/services/may.ts';
import { readCoverage } from '../../lib/services/readCoverage.ts';
import { readOverview } from '../../lib/services/readOverview.ts';
import { readStandards } from '../../lib/services/readStandards.ts';
import { readTrend } from '../../lib/services/readTrend.ts';
import { Failed } from '../Failed.tsx';
import { NothingYet } from '../NothingYet.tsx';
import { requireContext } from '../requireContext.ts';
import { CorrectionsBanner } from './CorrectionsBanner.tsx';
import { LeftUndone } from './LeftUndone.tsx';
import { RemediationSummary } from './RemediationSummary.tsx';

export const metadata: Metadata = { title: 'Overview' };

type Query = { scenario?: string | string[]; trend?: string | string[] };
const measureText: Record<TrendMeasure, string> = { highOrAbove: 'High or critical', sum: 'Action-days' };

export default async function OverviewPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireContext();
  const [overview, trend, coverage, sources, standards, query] = await Promise.all([
    readOverview(ctx),
    readTrend(ctx),
    readCoverage(ctx),
    listSources(ctx),
    readStandards(ctx),
    searchParams,
  ]);
  if (!overview.ok) return <Failed error={overview.error} />;
  const { analysis, spread, largest, exposed } = overview.value;
  if (!analysis) return <NothingYet />;
  const scenario = scenarios.find((each) => each === query.scenario) ?? 'leak';
  const measure = trendMeasures.find((each) => each === query.trend) ?? 'highOrAbove';
  const systems = coverage.ok ? coverage.value : [];
  const now = ctx.now().toISOString();
  const ofBands = (of: 'leak' | 'takeover') => ({ certain: analysis[of].byBand, upTo: analysis[of].upTo.byBand });
  return (
    <Page>
      {analysis.stale && (
        <Banner action={may(ctx, 'analyst') ? <AnalyseButton variant="default" /> : undefined}>
          Data was imported since this analysis; the figures stand for the data as it was.
        </Banner>
      )}
      <CorrectionsBanner />
      <Masthead
        foot={
          <>
            As of <Time at={analysis.asOf} />, contained after <Explain word="horizon">T = {analysis.horizonDays} days</Explain>
            {analysis.horizonOrigin && ` (${horizonSource(analysis.horizonOrigin, analysis.horizonBasis)})`}
            {analysis.corrections > 0 && (
              <>
                . <Link href={remediationHref('corrections')}>{plural(analysis.corrections, 'correction')} in force</Link>
              </>
            )}
            <LeftUndone />
          </>
        }
        aside={<Coverage systems={systems} now={now} />}
      >
        <Sentence analysis={analysis} />
      </Masthead>
      <Columns>
        <ScenarioFigures scenario="leak" analysis={analysis} />
        <ScenarioFigures scenario="takeover" analysis={analysis} />
      </Columns>
      <Panel
        id="trend"
        title="Over time"
        lead={
          measure === 'sum'
            ? 'Action-days of all usable credentials together, a point an analysis.'
            : 'Usable credentials that are high or critical, a point an analysis.'
        }
        aside={
          <Choice
            label="Followed over time"
            options={trendMeasures.map((each) => ({ label: measureText[each], href: overviewHref(scenario, each), current: each === measure }))}
          />
        }
      >
        {trend.ok ? <Trend rows={trend.value} measure={measure} /> : <p className="quiet">{trend.error.message}</p>}
      </Panel>
      <Panel
        id="bands"
        title="How bad, leak against takeover"
        lead="Usable credentials by band. Solid is certain, the dashed outline is up to. Lengths grow with the square root of the count."
      >
        <BandWings sides={{ leak: ofBands('leak'), takeover: ofBands('takeover') }} hrefOf={(of, band) => bandHref(of, [band])} />
      </Panel>
      <Columns>
        {scenarios.map((each) => (
          <Panel
            key={each}
            id={`spread-${each}`}
            title={each === 'leak' ? 'Reach in a leak' : 'Reach in a takeover'}
            lead="Usable credentials by action-days. Heights grow with the square root of the count. Choose a bar to see its credentials."
          >
            <Distribution
              title={`Credentials by action-days, ${each}`}
              certain={spread[each].certain}
              upTo={spread[each].upTo}
              hrefOf={(from, to) => actionDaysHref(each, from, to)}
            />
          </Panel>
        ))}
      </Columns>
      <Columns>
        <Panel id="attribution" title={<Explain word="attribution" />} lead="Usable credentials by who used them, as far as the logs can say.">
          <AttributionBar counts={analysis.attribution} />
        </Panel>
        <Panel id="secretless" title={<Explain word="secretless" />} lead="Agents and services by how they authenticate.">
          <SecretlessBar secretless={analysis.secretless} />
        </Panel>
      </Columns>
      <RemediationSummary />
      <Panel
        id="largest"
        title="Largest blast radii"
        flush
        aside={
          <Choice
            label="Scenario"
            options={[
              { label: 'Leak', href: overviewHref('leak', measure), current: scenario === 'leak' },
              { label: 'Takeover', href: overviewHref('takeover', measure), current: scenario === 'takeover' },
            ]}
          />
        }
      >
        <LargestTable rows={largest[scenario]} scenario={scenario} />
      </Panel>
      <Columns>
        <Panel id="jewels" title="Most exposed crown jewels" lead="How many usable credentials reach each if they leak." flush>
          <ExposedTable rows={exposed.resources} what="Resource" nothing="No resource of sensitivity 5 is known yet." />
        </Panel>
        <Panel id="exposed" title="Most exposed credentials" lead="How many other credentials lead to each if they leak." flush>
          <ExposedTable rows={exposed.credentials} what="Credential" nothing="No credential can be reached from another." />
        </Panel>
      </Columns>
      <Panel
        id="standards"
        title="Standards"
        lead="What findings say of each item, and what nothing here can evidence. Choose a standard to see its items."
        flush
      >
        {standards.ok ? <StandardsTable standards={standards.value ?? []} /> : <p className="quiet">{standards.error.message}</p>}
      </Panel>
      <Panel
        id="coverage-and-freshness"
        title="Coverage and freshness"
        lead="What was imported of each system, for which time, and what is known to be missing. Figures are as complete as this."
        flush
      >
        <CoverageTable systems={systems} sources={sources.ok ? sources.value : []} now={now} />
      </Panel>
    </Page>
  );
}

/** The address of this screen with its two choices; what is chosen anyway is left out. */
function overviewHref(scenario: Scenario, measure: TrendMeasure): string {
  const query = new URLSearchParams();
  if (scenario !== 'leak') query.set('scenario', scenario);
  if (measure !== 'highOrAbove') query.set('trend', measure);
  return query.size > 0 ? `/?${query}` : '/';
}
