import { Button } from '@mantine/core';
import Link from 'next/link';
import { plural } from '../../lib/model/format.ts';
import type { Delivery, Webhook } from '../../lib/model/webhooks.ts';
import filter from '../FilterForm.module.css';
import { Notice } from '../Notice.tsx';
import table from '../Table.module.css';
import { Ago, Time } from '../Time.tsx';
import { DeliveryStateMark } from './DeliveryStateMark.tsx';
import { ResendButton } from './ResendButton.tsx';
import classes from './webhooks.module.css';

type Question = { webhook?: string; before?: string };
type Props = { deliveries: Delivery[]; older: number | null; question: Question; webhooks: Webhook[]; mayChange: boolean; now: string };

/** What was sent, newest first: to whom, about what, and what came of each try. */
export function DeliveriesTable({ deliveries, older, question, webhooks, mayChange, now }: Props) {
  return (
    <>
      {webhooks.length > 1 && <WebhookChoice webhooks={webhooks} chosen={question.webhook ?? ''} />}
      {deliveries.length === 0 ? (
        <Nothing question={question} />
      ) : (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <Row key={delivery.id} delivery={delivery} mayChange={mayChange} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {(older !== null || question.before !== undefined) && (
        <nav className={classes.pager} aria-label="Pages of the deliveries">
          {question.before !== undefined && <Way question={{ ...question, before: '' }}>Newest</Way>}
          {older !== null && <Way question={{ ...question, before: String(older) }}>Older</Way>}
        </nav>
      )}
    </>
  );
}

function Row({
  delivery: { id, webhookName, event, title, state, attempts, createdAt },
  mayChange,
  now,
}: {
  delivery: Delivery;
  mayChange: boolean;
  now: string;
}) {
  const last = attempts.at(-1);
  return (
    <tr>
      <td className={classes.when}>
        <Ago at={createdAt} now={now} />
        <div className={table.sub}>delivery {id}</div>
      </td>
      <td>
        {title}
        <div className={table.sub}>
          {event}, to {webhookName}
        </div>
      </td>
      <td>
        <DeliveryStateMark state={state} />
        {last && <div className={table.sub}>{last.said}</div>}
        {attempts.length > 1 && (
          <details className={table.sub}>
            <summary>{plural(attempts.length, 'try', 'tries')}</summary>
            <ol className={classes.tries}>
              {attempts.map(({ at, ms, said }) => (
                <li key={at}>
                  <Time at={at} />, {ms} ms: {said}
                </li>
              ))}
            </ol>
          </details>
        )}
        {state === 'failed' && mayChange && event !== 'test' && <ResendButton id={id} />}
      </td>
    </tr>
  );
}

const hrefOf = ({ webhook, before }: Question): string => {
  const search = new URLSearchParams({ ...(webhook && { webhook }), ...(before && { before }) });
  return `/settings/webhooks${search.size > 0 ? `?${search}` : ''}#deliveries`;
};

const Way = ({ question, children }: { question: Question; children: string }) => (
  <Link prefetch={false} href={hrefOf(question)}>
    {children}
  </Link>
);

const Nothing = ({ question }: { question: Question }) =>
  question.webhook || question.before ? (
    <Notice
      title="Nothing more"
      actions={
        <Button component="a" href="/settings/webhooks#deliveries" variant="default">
          Show all
        </Button>
      }
    >
      No delivery to this webhook, or none that is older.
    </Notice>
  ) : (
    <p className={table.nothing}>Nothing was sent yet.</p>
  );

const WebhookChoice = ({ webhooks, chosen }: { webhooks: Webhook[]; chosen: string }) => (
  <form action="/settings/webhooks#deliveries" className={filter.filter} key={chosen}>
    <label>
      To
      <select name="webhook" defaultValue={chosen}>
        <option value="">every webhook</option>
        {webhooks.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
    <Button type="submit" variant="default">
      Filter
    </Button>
  </form>
);
