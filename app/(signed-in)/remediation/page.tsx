import { Button } from '@mantine/core';
import type { Metadata } from 'next';
import { Banner } from '../../../components/Banner.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { BurnDown } from '../../../components/charts/BurnDown.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Page, PageHead } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { CheckedLine } from '../../../components/remediation/CheckedLine.tsx';
import { readQuestion } from '../../../components/remediation/readQuestion.ts';
import classes from '../../../components/remediation/remediation.module.css';
import { StartCampaign } from '../../../components/remediation/StartCampaign.tsx';
import { type RemediationView, remediationHref, remediationViews, viewTitle } from '../../../components/remediation/taskLinks.ts';
import { plural } from '../../../lib/model/format.ts';
import { readBurnDown } from '../../../lib/services/campaigns.ts';
import { listExceptions } from '../../../lib/services/listExceptions.ts';
import { listTasks } from '../../../lib/services/listTasks.ts';
import { may } from '../../../lib/services/may.ts';
import { Failed } from '../../Failed.tsx';
import { requireContext } from '../../requireContext.ts';
import { BoardView } from './BoardView.tsx';
import { CampaignsView } from './CampaignsView.tsx';
import { ContainmentView } from './ContainmentView.tsx';
import { CorrectionsView } from './CorrectionsView.tsx';
import { ExceptionsView } from './ExceptionsView.tsx';
import { ReopenedView } from './ReopenedView.tsx';
import { TableView } from './TableView.tsx';
import type { ViewProps } from './viewProps.ts';

export const metadata: Metadata = { title: 'Remediation' };

type Query = Record<string, string | string[] | undefined>;

export default async function RemediationPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireContext();
  const query = await searchParams;
  const view = remediationViews.find((each) => each === query.view) ?? 'board';
  const question = readQuestion(query);
  const [all, expiring] = await Promise.all([listTasks(ctx, { limit: 0 }), listExceptions(ctx, { expiring: true })]);
  if (!all.ok) return <Failed error={all.error} retryHref="/remediation" />;
  const { counts, matching, checked } = all.value;
  const now = ctx.now().toISOString();
  const isEmpty = matching === 0;
  return (
    <Page wide={view === 'board'}>
      <PageHead
        title="Remediation"
        lead="Work that counts as done once new, complete data show the path no more. Nobody can tick it off by hand."
        actions={may(ctx, 'manager') && view === 'campaigns' ? <StartCampaign /> : undefined}
      />
      {expiring.ok && expiring.value.length > 0 && (
        <Banner action={<ExceptionsButton />}>{plural(expiring.value.length, 'exception')} will expire within two weeks; then the task is work again.</Banner>
      )}
      {may(ctx, 'manager') && counts.waiting > 0 && (
        <Banner action={<ExceptionsButton />}>
          {counts.waiting === 1 ? 'An exception waits' : `${counts.waiting} exceptions wait`} for a manager who did not ask for{' '}
          {counts.waiting === 1 ? 'it' : 'them'}.
        </Banner>
      )}
      <div className={classes.views}>
        <Choice
          label="Views of remediation"
          options={remediationViews.map((each) => ({ label: viewTitle[each], href: remediationHref(each), current: each === view }))}
        />
      </div>
      {isEmpty && (view === 'board' || view === 'table') ? (
        <Notice
          title="No task yet"
          actions={
            <Button component="a" href="/credentials" size="xs">
              To the credentials
            </Button>
          }
        >
          {may(ctx, 'analyst')
            ? 'Choose credentials by a filter or one by one, and make it a task there: what to do, whose it is, until when.'
            : 'An analyst makes tasks out of credentials: what to do, whose it is, until when.'}
        </Notice>
      ) : (
        <View view={view} question={question} now={now} />
      )}
      {view === 'board' && !isEmpty && <Burned />}
      {(view === 'board' || view === 'table') && !isEmpty && <CheckedLine checked={checked} now={now} />}
    </Page>
  );
}

const ExceptionsButton = () => (
  <Button component="a" href={remediationHref('exceptions')} size="xs" variant="default">
    Look at them
  </Button>
);

function View({ view, ...props }: ViewProps & { view: RemediationView }) {
  switch (view) {
    case 'board':
      return <BoardView {...props} />;
    case 'table':
      return <TableView {...props} />;
    case 'campaigns':
      return <CampaignsView {...props} />;
    case 'exceptions':
      return <ExceptionsView {...props} />;
    case 'corrections':
      return <CorrectionsView {...props} />;
    case 'reopened':
      return <ReopenedView {...props} />;
    case 'time':
      return <ContainmentView />;
  }
}

async function Burned() {
  const burned = await readBurnDown(await requireContext(), {});
  return (
    <Panel id="burn-down" title="What remains" lead="Action-days of the credentials that tasks are about, each once, as every analysis found them.">
      {burned.ok ? (
        <BurnDown points={burned.value.points} nothing="The next analysis makes the first point." />
      ) : (
        <p className="quiet">{burned.error.message}</p>
      )}
    </Panel>
  );
}
