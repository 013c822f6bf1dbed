import type { Metadata } from 'next';
import { Panel } from '../../../../components/Panel.tsx';
import { InvitationsTable } from '../../../../components/settings/InvitationsTable.tsx';
import { InvitePerson } from '../../../../components/settings/InvitePerson.tsx';
import { PeopleTable } from '../../../../components/settings/PeopleTable.tsx';
import { RoleList } from '../../../../components/settings/RoleList.tsx';
import { may } from '../../../../lib/services/may.ts';
import { listPeople } from '../../../../lib/services/people.ts';

import { requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const ctx = await requireContext();
  const listed = await listPeople(ctx);
  if (!listed.ok) return <SectionFailed error={listed.error} retryHref="/settings/people" />;
  const { people, invitations } = listed.value;
  const mayChange = may(ctx, 'admin');
  const now = ctx.now().toISOString();
  return (
    <>
      <Panel id="people" title="People" lead="Everybody who can sign in, and what they may." flush aside={mayChange ? <InvitePerson /> : undefined}>
        <PeopleTable people={people} self={ctx.actor.id} mayChange={mayChange} now={now} />
      </Panel>
      {invitations.length > 0 && (
        <Panel id="invitations" title="Invited" lead="Who has a link and has not used it yet. A link works once, for three days." flush>
          <InvitationsTable invitations={invitations} mayChange={mayChange} now={now} />
        </Panel>
      )}
      <Panel id="roles" title="What each role may do" lead="A role is checked at every step, not only where a button is offered.">
        <RoleList />
      </Panel>
    </>
  );
}
