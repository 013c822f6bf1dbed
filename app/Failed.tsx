import { Button } from '@mantine/core';
import { Notice } from '../components/Notice.tsx';
import { Page } from '../components/Page.tsx';
import type { Failure } from '../lib/model/errors.ts';

/** A verb's expected failure as a screen: what was wrong, and a way out. */
export function Failed({ error, retryHref = '/' }: { error: Failure; retryHref?: string }) {
  const title = error.code === 'NOT_FOUND' ? 'Not there' : error.code === 'FORBIDDEN' ? 'Not for this role' : 'This did not work';
  return (
    <Page>
      <Notice
        tone="wrong"
        alone
        title={title}
        actions={
          <Button component="a" href={retryHref} variant="default">
            {retryHref === '/' ? 'To the Overview' : 'Try again'}
          </Button>
        }
      >
        {error.message}
      </Notice>
    </Page>
  );
}
