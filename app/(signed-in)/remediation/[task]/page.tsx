import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { BreakableText } from '../../../../components/BreakableText.tsx';
import { BandMark } from '../../../../components/figures/BandMark.tsx';
import { Owner } from '../../../../components/Owner.tsx';
import { Columns, Page, PageHead, Stack } from '../../../../components/Page.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { CheckedLine } from '../../../../components/remediation/CheckedLine.tsx';
import { CommentForm } from '../../../../components/remediation/CommentForm.tsx';
import { DueDate } from '../../../../components/remediation/DueDate.tsx';
import { ExceptionsTable } from '../../../../components/remediation/ExceptionsTable.tsx';
import { Gone } from '../../../../components/remediation/Gone.tsx';
import { History } from '../../../../components/remediation/History.tsx';
import { StatusMark } from '../../../../components/remediation/StatusMark.tsx';
import { SubjectsPages } from '../../../../components/remediation/SubjectsPages.tsx';
import { SubjectsTable } from '../../../../components/remediation/SubjectsTable.tsx';
import { TaskActs } from '../../../../components/remediation/TaskActs.tsx';
import { TaskFacts } from '../../../../components/remediation/TaskFacts.tsx';
import { TaskFields } from '../../../../components/remediation/TaskFields.tsx';
import { TaskLinks } from '../../../../components/remediation/TaskLinks.tsx';
import { remediationHref } from '../../../../components/remediation/taskLinks.ts';
import { statusText } from '../../../../components/remediation/words.ts';
import { controlText } from '../../../../lib/model/controls.ts';
import { may } from '../../../../lib/services/may.ts';
import { showTask } from '../../../../lib/services/showTask.ts';
import { Failed } from '../../../Failed.tsx';
import { requireContext } from '../../../requireContext.ts';
import { NodeCorrections } from '../../NodeCorrections.tsx';
import { Breakage } from './Breakage.tsx';

type Props = { params: Promise<{ task: string }>; searchParams: Promise<{ from?: string | string[] }> };
export const metadata: Metadata = { title: 'Task' };

const pageSize = 50;

export default async function TaskPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const { task: id } = await params;
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound();
  const from = Math.max(0, Math.floor(Number((await searchParams).from) || 0));
  const shown = await showTask(ctx, { task: Number(id), subjectsLimit: pageSize, subjectsOffset: from });
  if (!shown.ok && shown.error.code === 'NOT_FOUND') notFound();
  if (!shown.ok) return <Failed error={shown.error} retryHref={`/remediation/${id}`} />;
  const { task, subjects, events, checked } = shown.value;
  const now = ctx.now().toISOString();
  const mayWork = may(ctx, 'analyst');
  const mayChange = mayWork && task.status !== 'verified';
  return (
    <Page>
      <PageHead
        above={
          <Link prefetch={false} href={remediationHref('board')}>
            Remediation
          </Link>
        }
        title={<BreakableText text={task.title} />}
        lead={statusText[task.status]}
        actions={mayWork ? <TaskActs task={{ id: task.id, status: task.status, excepted: task.exception !== undefined }} /> : undefined}
      />
      <Panel id="about" title="The task" lead={controlText[task.control]}>
        <TaskFacts
          facts={[
            ['Status', <StatusMark key="status" status={task.status} />],
            ['Due', <DueDate key="due" task={task} now={now} />],
            ['Owner', task.owner ? <Owner key="owner" name={task.owner} /> : 'nobody'],
            ['Band', task.band ? <BandMark key="band" band={task.band} /> : 'none known'],
            ['Subjects', <Gone key="gone" gone={task.gone} subjects={task.subjects} />],
            ['Campaign', task.campaign ? <CampaignLink key="campaign" {...task.campaign} /> : 'none'],
          ]}
          task={task}
        />
        <CheckedLine checked={checked} now={now} />
      </Panel>
      <Panel
        id="subjects"
        title="What it is about"
        lead="What the data say of each: where it is gone, by which record; where it is not, why not. Figures are certain ones, before and after."
        flush
        aside={<SubjectsPages task={task.id} from={from} pageSize={pageSize} of={task.subjects} />}
      >
        <SubjectsTable subjects={subjects} />
      </Panel>
      <NodeCorrections nodes={subjects.flatMap(({ nodeId }) => nodeId ?? [])} now={now} />
      <Breakage task={task} subjects={subjects} />
      {task.exceptions.length > 0 && (
        <Panel id="exceptions" title="Exceptions" flush>
          <ExceptionsTable
            exceptions={task.exceptions.map((one) => ({ ...one, title: task.title }))}
            now={now}
            mayDecide={may(ctx, 'manager')}
            mayWork={mayWork}
            ofTask
          />
        </Panel>
      )}
      <Columns>
        <Panel id="history" title="History">
          {mayWork && <CommentForm task={task.id} />}
          <History events={events} now={now} />
        </Panel>
        <Stack>
          {mayChange && (
            <Panel id="change" title="Change it">
              <TaskFields
                key={JSON.stringify([task.title, task.owner, task.due, task.campaign])}
                id={task.id}
                fields={{ title: task.title, owner: task.owner ?? '', due: task.due.slice(0, 10), campaign: task.campaign ? String(task.campaign.id) : null }}
                {...(task.campaign && { campaignName: task.campaign.name })}
              />
            </Panel>
          )}
          <Panel id="links" title="Links" lead="Tickets, runbooks, pull requests.">
            <TaskLinks task={task.id} links={task.links} mayWork={mayWork} />
          </Panel>
        </Stack>
      </Columns>
    </Page>
  );
}

const CampaignLink = ({ id, name }: { id: number; name: string }) => (
  <Link prefetch={false} href={remediationHref('campaigns', { campaign: String(id) })}>
    {name}
  </Link>
);
