import type { Metadata } from 'next';
import { ImportsTable } from '../../../components/imports/ImportsTable.tsx';
import { SourcesTable } from '../../../components/imports/SourcesTable.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Page, PageHead } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { listImports } from '../../../lib/services/listImports.ts';
import { listSources } from '../../../lib/services/listSources.ts';
import { Failed } from '../../Failed.tsx';
import { requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Imports' };

export default async function ImportsPage() {
  const ctx = await requireContext();
  const [sources, imports] = await Promise.all([listSources(ctx), listImports(ctx, {})]);
  if (!sources.ok) return <Failed error={sources.error} retryHref="/imports" />;
  if (!imports.ok) return <Failed error={imports.error} retryHref="/imports" />;
  return (
    <Page>
      <PageHead title="Imports" lead="Where every fact comes from: the sources, how fresh they are, and what each import brought." />
      {imports.value.length === 0 ? (
        <Notice title="Nothing imported yet">
          Import what you have: <code>npx keyblast import PATH…</code>. <code>npx keyblast formats</code> lists what can be read.
        </Notice>
      ) : (
        <>
          <Panel id="sources" title="Sources" lead="Where two differ, the higher rank wins." flush>
            <SourcesTable sources={sources.value} now={ctx.now().toISOString()} />
          </Panel>
          <Panel id="imports" title="Imports" lead="Newest first, the last hundred." flush>
            <ImportsTable imports={imports.value} />
          </Panel>
        </>
      )}
    </Page>
  );
}
