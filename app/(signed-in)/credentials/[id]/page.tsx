import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { BlastPicture } from '../../../../components/charts/BlastPicture.tsx';
import { UseLanes } from '../../../../components/charts/UseLanes.tsx';
import { CorrectButton } from '../../../../components/corrections/CorrectButton.tsx';
import { JoinedNames } from '../../../../components/corrections/JoinedNames.tsx';
import { Attributes } from '../../../../components/credential/Attributes.tsx';
import { FiguresTable } from '../../../../components/credential/FiguresTable.tsx';
import { HowComputed } from '../../../../components/credential/HowComputed.tsx';
import { LeastPrivilegePanel } from '../../../../components/credential/LeastPrivilegePanel.tsx';
import { PathList } from '../../../../components/credential/PathList.tsx';
import { PermissionsTable } from '../../../../components/credential/PermissionsTable.tsx';
import { ReachedTable } from '../../../../components/credential/ReachedTable.tsx';
import { ViewSwitch } from '../../../../components/credential/ViewSwitch.tsx';
import { permissionsPage, readView } from '../../../../components/credential/view.ts';
import { CredentialFindings } from '../../../../components/findings/CredentialFindings.tsx';
import { Columns, Page, PageHead } from '../../../../components/Page.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { MakeTask } from '../../../../components/remediation/MakeTask.tsx';
import { plural } from '../../../../lib/model/format.ts';
import { systemOf } from '../../../../lib/model/nodes.ts';
import { useDays } from '../../../../lib/model/use.ts';
import { defaultHorizonDays } from '../../../../lib/model/weights.ts';
import { engineStatus } from '../../../../lib/services/engineStatus.ts';
import { may } from '../../../../lib/services/may.ts';
import { showCredential } from '../../../../lib/services/showCredential.ts';
import { showFindings } from '../../../../lib/services/showFindings.ts';
import { showLeastPrivilege } from '../../../../lib/services/showLeastPrivilege.ts';
import { showPicture } from '../../../../lib/services/showPicture.ts';
import { showRuledFields } from '../../../../lib/services/showRuledFields.ts';
import { showUse } from '../../../../lib/services/showUse.ts';
import { techniquesOf } from '../../../../lib/services/techniquesOf.ts';
import { Failed } from '../../../Failed.tsx';
import { requireContext } from '../../../requireContext.ts';
import { NodeCorrections } from '../../NodeCorrections.tsx';
import { CredentialDecision } from './CredentialDecision.tsx';
import { CredentialTasks } from './CredentialTasks.tsx';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Credential' };

/** Twenty ways of hundreds of steps would weigh megabytes; Paths shows them whole. */
const mostSteps = 24;

export default async function CredentialPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const id = decodeURIComponent((await params).id);
  const asked = readView(id, await searchParams);
  const permissions = { permissionsLimit: permissionsPage, permissionsOffset: asked.offset, ...(asked.search && { search: asked.search }) };
  const question = { credential: id, end: asked.end, ...(asked.scenario && { scenario: asked.scenario }), ...permissions };
  const [shown, status, picture] = await Promise.all([
    showCredential(ctx, question),
    engineStatus(ctx),
    showPicture(ctx, { credential: id, end: asked.end, ...(asked.scenario && { scenario: asked.scenario }) }),
  ]);
  if (!shown.ok && shown.error.code === 'NOT_FOUND') notFound();
  if (!shown.ok) return <Failed error={shown.error} retryHref={`/credentials/${encodeURIComponent(id)}`} />;
  const { row, figures, scenario, end, depth, crownJewels, identities, workloads, chain, listed } = shown.value;
  const agent = row.identityKind === 'agent';
  const mayWork = may(ctx, 'analyst');
  const view = { ...asked, scenario };
  const now = ctx.now().toISOString();
  const until = status.ok && status.value.analysis ? status.value.analysis.asOf : now;
  const [use, ruled, findings, least] = await Promise.all([
    showUse(ctx, { id: row.id, until }),
    showRuledFields(ctx, { key: row.credential }),
    showFindings(ctx, { node: row.id }),
    row.identity?.startsWith('aws:arn:') ? showLeastPrivilege(ctx, { identity: row.identity, until }) : undefined,
  ]);
  const of = end === 'certain' ? figures[scenario] : figures[scenario].upTo;
  const horizonDays = status.ok && status.value.analysis ? status.value.analysis.horizonDays : defaultHorizonDays;
  const which = `${scenario}, ${end === 'certain' ? 'certain' : 'up to'}`;
  return (
    <Page>
      <PageHead
        above={
          <Link prefetch={false} href="/credentials">
            Credentials
          </Link>
        }
        title={<span className="mono">{row.credential}</span>}
        actions={
          mayWork ? (
            <>
              <CorrectButton subject={{ kind: 'no secret', key: row.credential }} />
              <MakeTask subject={{ kind: 'credential', key: row.credential }} />
            </>
          ) : undefined
        }
        lead={[
          row.name,
          row.aliases.length > 0 && `also ${row.aliases.slice(0, 3).join(', ')}${row.aliases.length > 3 ? ` and ${row.aliases.length - 3} more` : ''}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      />
      <Panel id="figures" title="Blast radius" lead="The two scenarios, certain and up to. Choose a column to see it in detail below.">
        <FiguresTable figures={figures} view={view} agent={agent} />
        <HowComputed figures={of} heaviest={asked.search || asked.offset > 0 ? [] : shown.value.permissions.rows.slice(0, 5)} horizonDays={horizonDays} />
      </Panel>
      <Panel id="about" title="About this credential">
        <Attributes row={row} now={now} {...(use.ok && { use: use.value })} {...(ruled.ok && { ruled: ruled.value })} />
      </Panel>
      {row.aliases.length > 0 && (
        <Panel id="names" title="Names" lead="Taken for one thing with it, because a record says so.">
          <JoinedNames of={row.credential} names={row.aliases} mayCorrect={mayWork} />
        </Panel>
      )}
      <NodeCorrections nodes={[row.id, ...crownJewels.flatMap(({ steps }) => steps.map(({ to }) => to.id))]} now={now} />
      <Panel
        id="findings"
        title="Findings"
        lead="What the rules found of it, and of what it signs in as, what uses it and what holds it, the most urgent first."
        flush
      >
        {findings.ok ? <CredentialFindings shown={findings.value} credential={row.id} now={now} /> : <p className="quiet">{findings.error.message}</p>}
      </Panel>
      <ViewSwitch view={view} agent={agent} />
      <Panel
        id="picture"
        title="What is reached"
        lead={`The blast picture of the ${which}. The farthest thing is ${plural(depth, 'hop')} away. Below it, for how long.`}
      >
        {picture.ok ? (
          <BlastPicture key={`${scenario} ${end}`} picture={picture.value} horizonDays={horizonDays} name={row.credential} />
        ) : (
          <p className="quiet">{picture.error.message}</p>
        )}
      </Panel>
      <Panel
        id="paths"
        title="How it gets there"
        lead={
          crownJewels.some(({ to }) => to.sensitivity === 5)
            ? 'The shortest path to each crown jewel, with the evidence of each step.'
            : 'It reaches no crown jewel; the shortest paths to what weighs most.'
        }
        flush
      >
        {crownJewels.length > 0 ? (
          <PathList paths={crownJewels} techniques={techniquesOf(crownJewels)} mostSteps={mostSteps} mayCorrect={mayWork} />
        ) : (
          <p className="quiet">It reaches nothing ({which}).</p>
        )}
      </Panel>
      <Panel id="use" title="Use over time" lead={`Who used it in the ${useDays} days before the analysis, a lane for each place that the logs tell apart.`}>
        {use.ok ? <UseLanes use={use.value} /> : <p className="quiet">{use.error.message}</p>}
      </Panel>
      <CredentialDecision system={systemOf(row.credential, row.system)} now={now} {...(agent && row.identity !== undefined && { agent: row.identity })} />
      <CredentialTasks id={row.id} now={now} />
      <Panel id="permissions" title="What it can do" lead={`Permissions reached, ${which}, worst first.`} flush>
        <PermissionsTable permissions={shown.value.permissions} view={view} now={now} {...(use.ok && use.value.count > 0 && { use: use.value })} />
      </Panel>
      {least?.ok && (
        <Panel id="least-privilege" title="Granted and used" lead={`The policies of ${least.value.arn} against the ${useDays} days before the analysis.`} flush>
          <LeastPrivilegePanel of={least.value} />
        </Panel>
      )}
      <Panel id="chain" title="Chain" lead="Further credentials its holder can read and use in turn." flush>
        <ReachedTable rows={chain} more={listed.chain} nothing="No further credential." />
      </Panel>
      <Columns>
        <Panel id="identities" title="Identities" lead="Who its holder can act as or speak for." flush>
          <ReachedTable rows={identities} more={listed.identities} nothing="No identity." />
        </Panel>
        <Panel id="workloads" title="Workloads" lead="Where its holder can run code or give instructions." flush>
          <ReachedTable rows={workloads} more={listed.workloads} nothing="No workload." />
        </Panel>
      </Columns>
    </Page>
  );
}
