import type { Invitation } from '../../lib/model/people.ts';
import table from '../Table.module.css';
import { Ago, Time } from '../Time.tsx';
import { InvitationActs } from './InvitationActs.tsx';
import classes from './settings.module.css';

/** Who is invited and has not come yet. */
export function InvitationsTable({ invitations, mayChange, now }: { invitations: Invitation[]; mayChange: boolean; now: string }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col" className={table.roomy}>
              Invited
            </th>
            <th scope="col">Link</th>
            {mayChange && (
              <th scope="col" className={table.number}>
                <span className="visually-hidden">Change</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <tr key={invitation.email}>
              <td className={classes.person}>
                {invitation.name}
                <div className={table.sub}>{invitation.email}</div>
              </td>
              <td>{invitation.role}</td>
              <td className={table.roomy}>
                <Ago at={invitation.createdAt} now={now} />
                <div className={table.sub}>by {invitation.invitedBy}</div>
              </td>
              <td>
                {invitation.expired ? (
                  <span className={table.warn}>expired</span>
                ) : (
                  <>
                    until <Time at={invitation.expiresAt} dateOnly />
                  </>
                )}
              </td>
              {mayChange && (
                <td className={table.number}>
                  <InvitationActs invitation={invitation} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
