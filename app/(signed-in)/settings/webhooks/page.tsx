import type { Metadata } from 'next';
import { Panel } from '../../../../components/Panel.tsx';
import { AddWebhook } from '../../../../components/webhooks/AddWebhook.tsx';
import { DeliveriesTable } from '../../../../components/webhooks/DeliveriesTable.tsx';
import { OutgoingForm } from '../../../../components/webhooks/OutgoingForm.tsx';
import { OutgoingList } from '../../../../components/webhooks/OutgoingList.tsx';
import { TicketsTable } from '../../../../components/webhooks/TicketsTable.tsx';
import { WebhooksTable } from '../../../../components/webhooks/WebhooksTable.tsx';
import { listDeliveries, listWebhooks } from '../../../../lib/services/listWebhooks.ts';
import { may } from '../../../../lib/services/may.ts';
import { requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'Webhooks' };

type Query = Record<string, string | string[] | undefined>;

export default async function WebhooksPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireContext();
  const { webhook, before } = await searchParams;
  const question = { ...(typeof webhook === 'string' && webhook !== '' && { webhook }), ...(typeof before === 'string' && { before }) };
  const [listed, sent] = await Promise.all([listWebhooks(ctx), listDeliveries(ctx, question)]);
  if (!listed.ok) return <SectionFailed error={listed.error} retryHref="/settings/webhooks" />;
  if (!sent.ok) return <SectionFailed error={sent.error} retryHref="/settings/webhooks" />;
  const { webhooks, rules, tickets } = listed.value;
  const mayChange = may(ctx, 'admin');
  const now = ctx.now().toISOString();
  return (
    <>
      <Panel
        id="webhooks"
        title="Webhooks"
        lead="Where Keyblast tells of what happens: to a receiver of your own, signed, or as issues of Jira or GitHub, whose status comes back."
        aside={mayChange ? <AddWebhook /> : undefined}
        flush
      >
        <WebhooksTable webhooks={webhooks} mayChange={mayChange} now={now} />
      </Panel>
      {tickets.length > 0 && (
        <Panel id="tickets" title="Tickets" lead="What trackers have made of notices, and what they said of it last." flush>
          <TicketsTable tickets={tickets} now={now} />
        </Panel>
      )}
      <Panel
        id="deliveries"
        title="Deliveries"
        lead="What was sent and what came of each try, for ninety days. What fails for a passing reason is tried again for about three hours."
        flush
      >
        <DeliveriesTable deliveries={sent.value.deliveries} older={sent.value.older} question={question} webhooks={webhooks} mayChange={mayChange} now={now} />
      </Panel>
      <Panel
        id="outgoing"
        title="Where notices may go"
        lead="Keyblast connects to nothing but webhooks. Loopback, private, link-local and other addresses that are not public are refused, whatever a name resolves to, unless their network is allowed here."
      >
        {mayChange ? <OutgoingForm rules={rules} /> : <OutgoingList rules={rules} />}
      </Panel>
    </>
  );
}
