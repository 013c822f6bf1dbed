import { AnalyseButton } from '../components/AnalyseButton.tsx';
import { Notice } from '../components/Notice.tsx';
import { Page } from '../components/Page.tsx';
import { may } from '../lib/services/may.ts';
import { requireContext } from './requireContext.ts';

/** What every screen of figures says before the first analysis. */
export async function NothingYet() {
  const ctx = await requireContext();
  return (
    <Page>
      <Notice title="Nothing analysed yet" actions={may(ctx, 'analyst') ? <AnalyseButton /> : undefined}>
        Import what you have, <code>npx keyblast import PATH…</code>, then analyse: every credential gets its blast radius. <code>npx keyblast formats</code>{' '}
        lists what can be read.
      </Notice>
    </Page>
  );
}
