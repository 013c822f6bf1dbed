import { noticeEvents } from '../../lib/model/notices.ts';
import { type Webhook, webhookKinds } from '../../lib/model/webhooks.ts';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';
import { DeliveryStateMark } from './DeliveryStateMark.tsx';
import { WebhookActs } from './WebhookActs.tsx';
import classes from './webhooks.module.css';

/** Every webhook: where it goes, what it is told of, and how the last delivery went. */
export function WebhooksTable({ webhooks, mayChange, now }: { webhooks: Webhook[]; mayChange: boolean; now: string }) {
  if (webhooks.length === 0)
    return <p className={table.nothing}>{mayChange ? 'No webhook yet: add one, and send it a test.' : 'No webhook yet. An administrator can add one.'}</p>;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Webhook</th>
            <th scope="col" className={table.roomy}>
              Told when
            </th>
            <th scope="col">Last delivery</th>
            {mayChange && (
              <th scope="col" className={table.number}>
                <span className="visually-hidden">Change</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.id}>
              <td>
                {webhook.name}
                {!webhook.active && <span className={table.warn}> (paused)</span>}
                <div className={table.sub}>
                  {webhookKinds[webhook.kind]}
                  {webhook.kind !== 'json' && `: ${String(webhook.config[webhook.kind === 'jira' ? 'project' : 'repository'])}`}
                </div>
                <div className={`${table.sub} mono`}>{webhook.url}</div>
              </td>
              <td className={table.roomy}>
                <ul className={classes.events}>
                  {webhook.events.map((event) => (
                    <li key={event}>{noticeEvents[event]}</li>
                  ))}
                </ul>
              </td>
              <td>
                {webhook.last ? (
                  <>
                    <DeliveryStateMark state={webhook.last.state} />
                    <div className={table.sub}>
                      <Ago at={webhook.last.at} now={now} />
                    </div>
                  </>
                ) : (
                  <span className={classes.quiet}>none yet</span>
                )}
              </td>
              {mayChange && (
                <td className={table.number}>
                  <WebhookActs webhook={webhook} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
