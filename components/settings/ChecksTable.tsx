import table from '../Table.module.css';
import classes from './settings.module.css';

export type CheckLine = { name: string; state: 'ok' | 'note' | 'broken'; found: string; todo?: string };
const words = { ok: 'fine', note: 'note', broken: 'broken' };
const order = { broken: 0, note: 1, ok: 2 };

/** What the installation stands on, what is wrong first, each with what to do. */
export function ChecksTable({ checks }: { checks: CheckLine[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">What</th>
            <th scope="col">Found</th>
          </tr>
        </thead>
        <tbody>
          {[...checks]
            .sort((a, b) => order[a.state] - order[b.state])
            .map(({ name, state, found, todo }) => (
              <tr key={name}>
                <td>
                  <span className={classes.state} data-state={state}>
                    {words[state]}
                  </span>
                </td>
                <td>{name}</td>
                <td className={classes.found}>
                  {found}
                  {todo && <div className={classes.todo}>{todo}</div>}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
