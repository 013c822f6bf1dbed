import type { Metadata } from 'next';
import Link from 'next/link';
import { AnalyseButton } from '../../../../components/AnalyseButton.tsx';
import { Banner } from '../../../../components/Banner.tsx';
import { bandText } from '../../../../components/glossary.ts';
import { Columns } from '../../../../components/Page.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { remediationHref } from '../../../../components/remediation/taskLinks.ts';
import { HorizonForm } from '../../../../components/settings/HorizonForm.tsx';
import { SlaForm } from '../../../../components/settings/SlaForm.tsx';
import classes from '../../../../components/settings/settings.module.css';
import { BandsTable, ClassesTable, PriorityTable, SensitivityTable } from '../../../../components/settings/WeightsTables.tsx';
import { type Containment, neededClosures } from '../../../../lib/model/containment.ts';
import { plural } from '../../../../lib/model/format.ts';
import { originText } from '../../../../lib/model/horizon.ts';
import { type Sla, slaBands } from '../../../../lib/model/sla.ts';
import { defaultHorizonDays, maxHorizonDays, weightsVersion } from '../../../../lib/model/weights.ts';
import { engineStatus } from '../../../../lib/services/engineStatus.ts';
import { showHorizon } from '../../../../lib/services/horizon.ts';
import { may } from '../../../../lib/services/may.ts';
import { showSla } from '../../../../lib/services/sla.ts';
import { requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'Weights and T' };

export default async function WeightsPage() {
  const ctx = await requireContext();
  const [horizon, status, sla] = await Promise.all([showHorizon(ctx), engineStatus(ctx), showSla(ctx)]);
  if (!horizon.ok) return <SectionFailed error={horizon.error} retryHref="/settings/weights" />;
  const { days, origin, measured } = horizon.value;
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
        lead={`Time to detect plus time to contain: how long what was harvested stays usable. Now ${plural(days, 'day')}, ${originText[origin]}. Every analysis records the T it was made with, and where it is from.`}
      >
        {may(ctx, 'manager') ? (
          <HorizonForm key={JSON.stringify(horizon.value)} horizon={horizon.value} most={maxHorizonDays} usual={defaultHorizonDays} needed={neededClosures} />
        ) : (
          <p className="quiet">Managers and administrators can set it.</p>
        )}
        <p className={classes.quiet}>
          Measured here:{' '}
          <Link prefetch={false} href={remediationHref('time')}>
            {measuredText(measured)}
          </Link>
        </p>
      </Panel>
      <Panel id="sla" title="Days for a task" lead="The due date of a task: so many days after it was made, by the worst band of what it is about.">
        {!sla.ok ? (
          <p className="quiet">{sla.error.message}</p>
        ) : may(ctx, 'manager') ? (
          <SlaForm key={JSON.stringify(sla.value)} sla={sla.value} />
        ) : (
          <p className="quiet">{slaText(sla.value)} Managers and administrators can set them.</p>
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

function measuredText({ closures, open, medianDays }: Containment): string {
  const counted = `${plural(closures, 'closure')} of band medium and above, ${open} open`;
  return medianDays === undefined ? `no median yet (${counted})` : `a median of ${Math.round(medianDays * 10) / 10} days (${counted})`;
}

const slaText = (sla: Sla): string =>
  `${slaBands
    .toReversed()
    .map((band) => `${band === 'other' ? 'no band known' : bandText[band]} ${sla[band]}`)
    .join(', ')}.`;
