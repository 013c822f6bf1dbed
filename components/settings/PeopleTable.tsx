import table from '../Table.module.css';
import { Time } from '../Time.tsx';

export type PersonLine = { id: string; name: string; email: string; role: string; createdAt: string };

/** Everybody who can sign in. */
export function PeopleTable({ people }: { people: PersonLine[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">E-mail address</th>
            <th scope="col">Role</th>
            <th scope="col" className={table.number}>
              Since
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ id, name, email, role, createdAt }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>{email}</td>
              <td>{role}</td>
              <td className={table.number}>
                <Time at={createdAt} dateOnly />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
