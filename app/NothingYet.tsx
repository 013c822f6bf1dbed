import { Button } from '@mantine/core';
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
      <Notice
        alone
        title="Nothing analysed yet"
        actions={
          may(ctx, 'analyst') ? (
            <>
              <Button component="a" href="/imports" size="xs">
                Import files
              </Button>
              <AnalyseButton variant="default" />
            </>
          ) : undefined
        }
      >
        {may(ctx, 'analyst')
          ? 'Import what you have, then analyse: every credential gets its blast radius.'
          : 'An analyst imports what there is, and analyses it: then every credential has its blast radius here.'}
      </Notice>
    </Page>
  );
}
