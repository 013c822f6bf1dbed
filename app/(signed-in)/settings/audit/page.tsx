import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { Notice } from '../../../../components/Notice.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { AuditFilterForm } from '../../../../components/settings/AuditFilterForm.tsx';
import { AuditPager } from '../../../../components/settings/AuditPager.tsx';
import { AuditTable } from '../../../../components/settings/AuditTable.tsx';
import { AuditVerification } from '../../../../components/settings/AuditVerification.tsx';
import { type AuditQuery, readAuditQuery } from '../../../../components/settings/auditQuery.ts';
import { plural } from '../../../../lib/model/format.ts';
import { listAudit } from '../../../../lib/services/listAudit.ts';
import { showAuditHead } from '../../../../lib/services/showAuditHead.ts';
import { requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requireContext();
  const query = readAuditQuery(await searchParams);
  const [listed, shown] = await Promise.all([listAudit(ctx, query), showAuditHead(ctx)]);
  if (!listed.ok) return <SectionFailed error={listed.error} retryHref="/settings/audit" />;
  if (!shown.ok) return <SectionFailed error={shown.error} retryHref="/settings/audit" />;
  const { head, publicKey } = shown.value;
  return (
    <>
      <Panel
        id="head"
        title="Head and verification"
        lead="Each entry is chained to the one before it and signed. Keep the head elsewhere: who holds one sees later whether anything before it was changed, taken out or cut off."
      >
        <AuditVerification head={head && { text: head.text, entry: head.entry, at: head.at }} publicKey={publicKey} />
      </Panel>
      <Panel
        id="entries"
        title="Audit log"
        lead="Every change by anybody, newest first. Nothing in it can be changed or taken out, not by an administrator either."
        aside={<Export />}
        flush
      >
        <Entries listed={listed.value} query={query} />
      </Panel>
    </>
  );
}

const Export = () => (
  <Button component="a" href="/api/audit/export" download variant="default" size="xs" leftSection={<IconDownload size={15} stroke={1.7} />}>
    Export all
  </Button>
);

type Listed = Extract<Awaited<ReturnType<typeof listAudit>>, { ok: true }>['value'];

function Entries({ listed: { rows, matching, entries, older, newer, actors, actions }, query }: { listed: Listed; query: AuditQuery }) {
  if (entries === 0)
    return <Notice title="Nothing was changed yet">Imports, analyses, sign-ins and changes of settings will stand here, each with who did it.</Notice>;
  return (
    <>
      <AuditFilterForm query={query} actors={actors} actions={actions} />
      {rows.length === 0 ? (
        <Notice
          title="No entry matches"
          actions={
            <Button component="a" href="/settings/audit" variant="default">
              Show all
            </Button>
          }
        >
          {plural(entries, 'entry', 'entries')} in the log, none of them by this person, of this kind and in this time.
        </Notice>
      ) : (
        <>
          <AuditTable rows={rows} />
          <AuditPager query={query} first={rows[0]!.entry} last={rows.at(-1)!.entry} matching={matching} older={older} newer={newer} />
        </>
      )}
    </>
  );
}
