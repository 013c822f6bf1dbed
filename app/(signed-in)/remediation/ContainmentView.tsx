import Link from 'next/link';
import { BandMark } from '../../../components/figures/BandMark.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Columns } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { ContainmentTable, daysText } from '../../../components/remediation/ContainmentTable.tsx';
import { neededClosures } from '../../../lib/model/containment.ts';
import { plural } from '../../../lib/model/format.ts';
import { originText } from '../../../lib/model/horizon.ts';
import { bands } from '../../../lib/model/weights.ts';
import { showHorizon } from '../../../lib/services/horizon.ts';
import { readContainment } from '../../../lib/services/readContainment.ts';
import { requireContext } from '../../requireContext.ts';

/** How long it takes from exposure to containment, and what T makes of it. */
export async function ContainmentView() {
  const ctx = await requireContext();
  const [report, horizon] = await Promise.all([readContainment(ctx), showHorizon(ctx)]);
  if (!report.ok) return <p className="quiet">{report.error.message}</p>;
  if (!horizon.ok) return <p className="quiet">{horizon.error.message}</p>;
  const { all, measured, byBand, byOwner, byMonth } = report.value;
  if (all.closures + all.open === 0)
    return (
      <Notice title="Nothing to measure yet">
        Counted from exposure, or first sight, to the proof that a credential was revoked, rotated, bound or replaced. The first task of these controls begins
        it.
      </Notice>
    );
  const { days, origin } = horizon.value;
  const groups = [...byBand, ...byOwner, ...byMonth];
  const most = Math.max(days * 1.25, ...groups.map(({ medianDays }) => medianDays ?? 0));
  const table = { horizonDays: days, most };
  return (
    <>
      <Panel
        id="time"
        title="Time to contain"
        lead="From exposure, or first sight, to the proof that a credential was revoked, rotated, bound or replaced. Those that are still open are counted as censored, not left out; the median is Kaplan and Meier’s."
      >
        <p>
          {measured.medianDays === undefined
            ? 'Fewer than half'
            : `Half of the credentials of band medium and above were contained within ${daysText(measured.medianDays)}`}
          {measured.medianDays === undefined && ' of the credentials of band medium and above are contained so far'}: {plural(measured.closures, 'closure')},{' '}
          {measured.open} open.{' '}
          {measured.closures < neededClosures
            ? `T is ${plural(days, 'day')} (${originText[origin]}); it follows this median from ${neededClosures} closures on.`
            : `T is ${plural(days, 'day')}, ${originText[origin]}.`}{' '}
          <Link prefetch={false} href="/settings/weights">
            How T is set
          </Link>
        </p>
      </Panel>
      <Columns>
        <Panel id="by-band" title="By band" lead={`By the band when it became a task. Dashed: T = ${plural(days, 'day')}.`} flush>
          <ContainmentTable
            rows={byBand.map((row) => ({
              ...row,
              label: bands.some((band) => band === row.group) ? <BandMark band={row.group as (typeof bands)[number]} /> : 'no band',
            }))}
            what="Band at first"
            {...table}
          />
        </Panel>
        <Panel id="by-month" title="By month" lead="By the month of exposure." flush>
          <ContainmentTable rows={byMonth} what="Exposed in" {...table} />
        </Panel>
      </Columns>
      <Panel id="by-owner" title="By owner" flush>
        <ContainmentTable rows={byOwner} what="Owner of the task" {...table} />
      </Panel>
    </>
  );
}
