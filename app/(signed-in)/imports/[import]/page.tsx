import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ChangesTable } from '../../../../components/imports/ChangesTable.tsx';
import { ImportActs } from '../../../../components/imports/ImportActs.tsx';
import { ImportFacts } from '../../../../components/imports/ImportFacts.tsx';
import { actsOn, stateText } from '../../../../components/imports/ImportsTable.tsx';
import { Page, PageHead } from '../../../../components/Page.tsx';
import { Panel } from '../../../../components/Panel.tsx';
import { formatCount, plural } from '../../../../lib/model/format.ts';
import type { ImportRow } from '../../../../lib/model/imports.ts';
import type { ImportChanges } from '../../../../lib/model/uploads.ts';
import { may } from '../../../../lib/services/may.ts';
import { readImportChanges } from '../../../../lib/services/readImportChanges.ts';
import { Failed } from '../../../Failed.tsx';
import { requireContext } from '../../../requireContext.ts';

type Props = { params: Promise<{ import: string }>; searchParams: Promise<{ page?: string | string[] }> };
export const metadata: Metadata = { title: 'Import' };
const pageSize = 100;

export default async function ImportPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const { import: id } = await params;
  if (!/^\d{1,9}$/.test(id)) notFound();
  const asked = Number((await searchParams).page ?? 1);
  const page = Number.isInteger(asked) && asked > 0 && asked < 1e6 ? asked : 1;
  const read = await readImportChanges(ctx, { importId: Number(id), limit: pageSize, offset: (page - 1) * pageSize });
  if (!read.ok && read.error.code === 'NOT_FOUND') notFound();
  if (!read.ok) return <Failed error={read.error} retryHref={`/imports/${id}`} />;
  const { row, changes } = read.value;
  const acts = actsOn(row, { confirm: may(ctx, 'analyst'), undo: may(ctx, 'admin') });
  const pages = Math.ceil(changes.total / pageSize);
  return (
    <Page>
      <PageHead
        above={
          <Link prefetch={false} href="/imports">
            Imports
          </Link>
        }
        title={`Import ${formatCount(row.id)}`}
        lead={row.state === 'applied' ? `What ${row.source} said anew.` : `What ${row.source} said, ${stateText[row.state]}.`}
      />
      <Panel id="about" title="About this import" aside={acts.length > 0 && <ImportActs importId={row.id} acts={acts} />} flush>
        <ImportFacts row={row} />
      </Panel>
      <Panel id="changes" title={row.state === 'held' ? 'What would change' : 'What changed'} lead={whatChanged(row, changes)} flush>
        {changes.total > 0 && <ChangesTable rows={changes.rows} />}
        {pages > 1 && (
          <nav aria-label="Pages of changes" className="quiet">
            Page {formatCount(page)} of {formatCount(pages)}{' '}
            {page > 1 && (
              <Link prefetch={false} href={`/imports/${id}?page=${page - 1}`}>
                previous
              </Link>
            )}{' '}
            {page < pages && (
              <Link prefetch={false} href={`/imports/${id}?page=${page + 1}`}>
                next
              </Link>
            )}
          </nav>
        )}
      </Panel>
    </Page>
  );
}

const over: Partial<Record<ImportRow['state'], string>> = {
  undone: 'Nothing of it stands: it was undone.',
  dropped: 'Nothing: it was held, and dropped before anything of it counted.',
  confirmed: 'Nothing under this number: what was held here was confirmed, and stands as an import of its own.',
};

function whatChanged({ state }: ImportRow, { total, uses }: ImportChanges): string {
  const used = uses ? `${plural(uses.count, 'use')} of ${plural(uses.credentials, 'credential')}, from ${day(uses.from)} to ${day(uses.to)}. ` : '';
  if (total === 0) return used || over[state] || 'Nothing: it says what its source said before.';
  if (state === 'held') return `${used}${plural(total, 'change')} against what its source says now, if it is confirmed; what would be gone comes first.`;
  return `${used}${plural(total, 'change')} against what its source said before; what has gone comes first.`;
}

const day = (time: string): string => time.slice(0, 10);
