import { formatCount } from '../../lib/model/format.ts';
import type { Person } from '../../lib/model/people.ts';
import { roleText } from '../../lib/model/roles.ts';
import table from '../Table.module.css';
import { Ago, Time } from '../Time.tsx';
import { PersonActs } from './PersonActs.tsx';
import classes from './settings.module.css';

/** Everybody who can sign in, or could. */
export function PeopleTable({ people, self, mayChange, now }: { people: Person[]; self: string; mayChange: boolean; now: string }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col" className={table.roomy}>
              Last seen
            </th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Open sessions
            </th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Since
            </th>
            {mayChange && (
              <th scope="col" className={table.number}>
                <span className="visually-hidden">Change</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id} className={person.deactivatedAt ? classes.muted : undefined}>
              <td>
                {person.name}
                {person.id === self && <span className={classes.quiet}> (you)</span>}
                <div className={table.sub}>{person.email}</div>
              </td>
              <td title={roleText[person.role]}>
                {person.role}
                {person.deactivatedAt && (
                  <div className={table.warn}>
                    deactivated <Ago at={person.deactivatedAt} now={now} />
                  </div>
                )}
              </td>
              <td className={table.roomy}>
                {person.lastSeenAt ? <Ago at={person.lastSeenAt} now={now} /> : <span className={classes.quiet}>not signed in</span>}
              </td>
              <td className={`${table.number} ${table.roomy}`}>{formatCount(person.sessions)}</td>
              <td className={`${table.number} ${table.roomy}`}>
                <Time at={person.createdAt} dateOnly />
              </td>
              {mayChange && (
                <td className={table.number}>
                  <PersonActs person={person} self={person.id === self} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
