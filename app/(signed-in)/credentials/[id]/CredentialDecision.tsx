import Link from 'next/link';
import { AskDecision } from '../../../../components/decisions/AskDecision.tsx';
import { DecisionsTable } from '../../../../components/decisions/DecisionsTable.tsx';
import { decisionsHref } from '../../../../components/decisions/decisionLinks.ts';
import { Panel } from '../../../../components/Panel.tsx';
import { listDecisions } from '../../../../lib/services/listDecisions.ts';
import { may } from '../../../../lib/services/may.ts';
import { requireContext } from '../../../requireContext.ts';

type Props = { agent?: string; system: string; now: string };

/** Who approved how it authenticates: a decision about the agent that it signs in as, or about its system. */
export async function CredentialDecision({ agent, system, now }: Props) {
  const ctx = await requireContext();
  const listed = await listDecisions(ctx, { current: true, about: { agents: agent === undefined ? [] : [agent], systems: [system] } });
  const about = agent === undefined ? ({ kind: 'system', key: system } as const) : ({ kind: 'agent', key: agent } as const);
  return (
    <Panel
      id="decision"
      title="Decision"
      lead={
        agent === undefined
          ? 'Who approved how this system authenticates.'
          : 'Who approved how this agent authenticates; where it has no decision, that of its system holds.'
      }
      aside={
        may(ctx, 'analyst') ? (
          <AskDecision about={about} />
        ) : (
          <Link prefetch={false} href={decisionsHref()}>
            Decisions
          </Link>
        )
      }
      flush
    >
      {!listed.ok && <p className="quiet">{listed.error.message}</p>}
      {listed.ok && listed.value.length === 0 && <p className="quiet">Nobody has approved it.</p>}
      {listed.ok && listed.value.length > 0 && (
        <DecisionsTable decisions={listed.value} now={now} mayDecide={may(ctx, 'manager')} mayWork={may(ctx, 'analyst')} />
      )}
    </Panel>
  );
}
