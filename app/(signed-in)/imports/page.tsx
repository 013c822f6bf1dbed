import type { Metadata } from 'next';
import { ImportDesk } from '../../../components/imports/ImportDesk.tsx';
import { ImportsTable } from '../../../components/imports/ImportsTable.tsx';
import { SourcesTable } from '../../../components/imports/SourcesTable.tsx';
import { Page, PageHead } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { listFormats } from '../../../lib/services/listFormats.ts';
import { listImports } from '../../../lib/services/listImports.ts';
import { listSources } from '../../../lib/services/listSources.ts';
import { may } from '../../../lib/services/may.ts';
import { Failed } from '../../Failed.tsx';
import { requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Imports' };

export default async function ImportsPage() {
  const ctx = await requireContext();
  const [sources, imports] = await Promise.all([listSources(ctx), listImports(ctx, {})]);
  if (!sources.ok) return <Failed error={sources.error} retryHref="/imports" />;
  if (!imports.ok) return <Failed error={imports.error} retryHref="/imports" />;
  const rights = { confirm: may(ctx, 'analyst'), undo: may(ctx, 'admin') };
  const formats = listFormats().map(({ id, title }) => ({ id, title }));
  return (
    <Page>
      <PageHead title="Imports" lead="Where every fact comes from: bring in files, see what each import changed, and take it back." />
      {rights.confirm && (
        <Panel id="new" title="Import files" lead="Inventories, access logs, scanners’ findings, agents’ configurations, roles, or facts.">
          <ImportDesk formats={formats} mayConfirm={rights.confirm} />
        </Panel>
      )}
      {imports.value.length === 0 ? (
        !rights.confirm && <p className="quiet">Nothing was imported yet. An analyst, a manager or an administrator of this installation can bring in files.</p>
      ) : (
        <>
          <Panel
            id="sources"
            title="Sources"
            lead="Where two differ, the higher rank wins. A source whose newest data are older than a week is marked as stale."
            flush
          >
            <SourcesTable sources={sources.value} now={ctx.now().toISOString()} />
          </Panel>
          <Panel id="imports" title="History" lead="Newest first, the last hundred. Files that came together are undone together, the newest first." flush>
            <ImportsTable imports={imports.value} rights={rights} />
          </Panel>
        </>
      )}
    </Page>
  );
}
