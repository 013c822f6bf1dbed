import type { Metadata } from 'next';
import { Notice } from '../../../components/Notice.tsx';
import { Page, PageHead } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { MakeReport } from '../../../components/reports/MakeReport.tsx';
import { ReportsTable } from '../../../components/reports/ReportsTable.tsx';
import { ScheduleReport } from '../../../components/reports/ScheduleReport.tsx';
import { SchedulesTable } from '../../../components/reports/SchedulesTable.tsx';
import { VerifyFile } from '../../../components/reports/VerifyFile.tsx';
import { may } from '../../../lib/services/may.ts';
import { listReports } from '../../../lib/services/reportLibrary.ts';
import { listReportSchedules } from '../../../lib/services/reportSchedules.ts';
import { Failed } from '../../Failed.tsx';
import { requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Reports' };

export default async function ReportsPage() {
  const ctx = await requireContext();
  const [listed, schedules] = await Promise.all([listReports(ctx), listReportSchedules(ctx)]);
  if (!listed.ok) return <Failed error={listed.error} retryHref="/reports" />;
  if (!schedules.ok) return <Failed error={schedules.error} retryHref="/reports" />;
  const { reports, formats } = listed.value;
  const manages = may(ctx, 'manager');
  return (
    <Page>
      <PageHead
        title="Reports"
        lead="Frozen snapshots for the board, the IAM team and auditors: each with its data, weights, versions, the head of the audit log, and a digest by which it can be checked."
      />
      {(may(ctx, 'analyst') || may(ctx, 'auditor')) && (
        <Panel id="new" title="Make a report" lead="Of the last analysis. It is kept in the library, with its JSON, from which every other format is made.">
          <MakeReport reports={reports} />
        </Panel>
      )}
      <Panel id="library" title="Library" lead="Newest first. Beside every file there is its signature." flush={reports.length > 0}>
        {reports.length === 0 ? (
          <Notice title="No report yet">An analyst, a manager, an auditor or an administrator can make one above, or have them made on a schedule.</Notice>
        ) : (
          <ReportsTable reports={reports} formats={formats} mayDelete={manages} />
        )}
      </Panel>
      <Panel
        id="schedules"
        title="Schedules"
        lead="Reports that make themselves while the server runs. Times are in UTC."
        aside={manages && <ScheduleReport />}
        flush={schedules.value.length > 0}
      >
        {schedules.value.length === 0 ? <p className="quiet">Nothing is scheduled.</p> : <SchedulesTable schedules={schedules.value} mayEnd={manages} />}
      </Panel>
      <Panel
        id="verify"
        title="Verify a file"
        lead="Drop a file of a report and the .sig that came with it. The file stays in your browser: only its SHA-256 is sent."
      >
        <VerifyFile />
      </Panel>
    </Page>
  );
}
