import type { Metadata } from 'next';
import { AnalyseButton } from '../../../../components/AnalyseButton.tsx';
import { Banner } from '../../../../components/Banner.tsx';
import { Columns } from '../../../../components/Page.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { HorizonForm } from '../../../../components/settings/HorizonForm.tsx';
import { BandsTable, ClassesTable, PriorityTable, SensitivityTable } from '../../../../components/settings/WeightsTables.tsx';
import { plural } from '../../../../lib/model/format.ts';
import { defaultHorizonDays, maxHorizonDays, weightsVersion } from '../../../../lib/model/weights.ts';
import { engineStatus } from '../../../../lib/services/engineStatus.ts';
import { showHorizon } from '../../../../lib/services/horizon.ts';
import { may } from '../../../../lib/services/may.ts';
import { requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'Weights and T' };

export default async function WeightsPage() {
  const ctx = await requireContext();
  const [horizon, status] = await Promise.all([showHorizon(ctx), engineStatus(ctx)]);
  if (!horizon.ok) return <SectionFailed error={horizon.error} retryHref="/settings/weights" />;
  const { days } = horizon.value;
  const analysis = status.ok ? status.value.analysis : null;
  return (
    <>
      {analysis && analysis.horizonDays !== days && (
        <Banner action={may(ctx, 'analyst') ? <AnalyseButton variant="default" /> : undefined}>
          The figures stand for T = {plural(analysis.horizonDays, 'day')}; the next analysis takes {days}.
        </Banner>
      )}
      <Panel
        id="horizon"
        title="Time to contain, T"
        lead={`Time to detect plus time to contain: how long what was harvested stays usable. Now ${plural(days, 'day')}. Every analysis records the T it was made with.`}
      >
        {may(ctx, 'manager') ? (
          <HorizonForm key={days} days={days} most={maxHorizonDays} usual={defaultHorizonDays} />
        ) : (
          <p className="quiet">Managers and administrators can set it.</p>
        )}
      </Panel>
      <Panel
        id="classes"
        title="Action classes"
        lead={`How much harm one permission does, relative to listing. Weights, version ${weightsVersion}: they are part of the product, so that figures can be compared, and every analysis records their version.`}
        flush
      >
        <ClassesTable />
      </Panel>
      <Columns>
        <Panel id="sensitivity" title="Sensitivity" lead="What the class is multiplied by; half an order of magnitude a step." flush>
          <SensitivityTable />
        </Panel>
        <Panel
          id="bands"
          title="Bands"
          lead="By action-days; at least high where it does more than list a crown jewel, critical where it administers a whole scope."
          flush
        >
          <BandsTable />
        </Panel>
      </Columns>
      <Panel
        id="priority"
        title="Priority"
        lead="Likelihood against the band of the leak; 1 is the most urgent. Each number opens the credentials it stands for."
        flush
      >
        <PriorityTable />
      </Panel>
    </>
  );
}
