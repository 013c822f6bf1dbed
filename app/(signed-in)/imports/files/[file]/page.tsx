import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { RejectionsTable } from '../../../../../components/imports/RejectionsTable.tsx';
import { Page, PageHead } from '../../../../../components/Page.tsx';
import { Panel } from '../../../../../components/Panel.tsx';
import { formatCount, plural } from '../../../../../lib/model/format.ts';
import { findImportedFile, listRejections } from '../../../../../lib/services/listImports.ts';
import { Failed } from '../../../../Failed.tsx';
import { requireContext } from '../../../../requireContext.ts';

export const metadata: Metadata = { title: 'Rejected records' };

export default async function RejectionsPage({ params }: { params: Promise<{ file: string }> }) {
  const ctx = await requireContext();
  const { file } = await params;
  if (!/^\d{1,9}$/.test(file)) notFound();
  const [found, rejections] = await Promise.all([findImportedFile(ctx, { file: Number(file) }), listRejections(ctx, { file: Number(file) })]);
  if (!found.ok && found.error.code === 'NOT_FOUND') notFound();
  if (!found.ok) return <Failed error={found.error} retryHref="/imports" />;
  if (!rejections.ok) return <Failed error={rejections.error} retryHref="/imports" />;
  return (
    <Page>
      <PageHead
        above={
          <Link prefetch={false} href="/imports">
            Imports
          </Link>
        }
        title="Rejected records"
        lead="Line, field and reason of the first thousand; never a record’s own text, which may hold a secret."
      />
      <Panel
        id="rejected"
        title={found.value.name}
        lead={howMany(found.value)}
        aside={
          <a href={`/api/imports/files/${file}`} download>
            Download all as CSV
          </a>
        }
        flush
      >
        <RejectionsTable rejections={rejections.value} />
      </Panel>
    </Page>
  );
}

function howMany({ records, rejected }: { records: number; rejected: number }): string {
  if (rejected === records) return `${records === 1 ? 'The one record' : `All ${plural(records, 'record')}`} of it ${records === 1 ? 'was' : 'were'} rejected.`;
  return `${formatCount(rejected)} of ${plural(records, 'record')} rejected; the others were accepted.`;
}
