import type { Metadata } from 'next';
import { Columns } from '../../../../components/Page.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { EndOtherSessions, NameForm, PasswordForm } from '../../../../components/settings/ProfileForms.tsx';
import { Sessions } from '../../../../components/settings/Sessions.tsx';
import classes from '../../../../components/settings/settings.module.css';
import { plural } from '../../../../lib/model/format.ts';
import { roleText } from '../../../../lib/model/roles.ts';
import { minPasswordLength } from '../../../../lib/services/auth.ts';
import { listOwnSessions } from '../../../../lib/services/profile.ts';

import { requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  const ctx = await requireContext();
  const sessions = await listOwnSessions(ctx);
  if (!sessions.ok) return <SectionFailed error={sessions.error} retryHref="/settings/profile" />;
  const { name, email, role } = ctx.actor;
  const others = sessions.value.length - 1;
  return (
    <>
      <Columns>
        <Panel id="account" title="Your account">
          <dl className={classes.facts}>
            <div>
              <dt>E-mail address</dt>
              <dd>{email}</dd>
            </div>
            <div>
              <dt>Role</dt>
              <dd>
                {role}
                <div className={classes.quiet}>{roleText[role]}</div>
              </dd>
            </div>
          </dl>
          <NameForm name={name} />
        </Panel>
        <Panel id="password" title="Password" lead="Changing it signs you out everywhere else.">
          <PasswordForm email={email} minLength={minPasswordLength} />
        </Panel>
      </Columns>
      <Panel
        id="sessions"
        title="Where you are signed in"
        lead={
          others > 0
            ? `Here, and in ${plural(others, 'other session')}. A session ends after seven days without use.`
            : 'Only here. A session ends after seven days without use.'
        }
      >
        <Sessions sessions={sessions.value} now={ctx.now().toISOString()} />
        <EndOtherSessions others={others} />
      </Panel>
    </>
  );
}
