import type { Ticket } from '../../lib/model/webhooks.ts';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';

/** What trackers keep: of what, under which key, and with which status. */
export const TicketsTable = ({ tickets, now }: { tickets: Ticket[]; now: string }) => (
  <div className={table.scroll}>
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">Ticket</th>
          <th scope="col">About</th>
          <th scope="col">Status</th>
          <th scope="col" className={`${table.number} ${table.roomy}`}>
            Made
          </th>
        </tr>
      </thead>
      <tbody>
        {tickets.map(({ webhook, webhookName, subject, key, url, status, createdAt }) => (
          <tr key={`${webhook} ${subject}`}>
            <td>
              <a href={url} target="_blank" rel="noreferrer">
                {key}
              </a>
              <div className={table.sub}>{webhookName}</div>
            </td>
            <td className="mono">{subject}</td>
            <td>{status}</td>
            <td className={`${table.number} ${table.roomy}`}>
              <Ago at={createdAt} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
