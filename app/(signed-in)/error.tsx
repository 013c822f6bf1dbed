'use client';

import { Button } from '@mantine/core';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';

/** What nobody expected. The digest finds it in the server's log. */
export default function ScreenError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <Page>
      <Notice
        alone
        tone="wrong"
        title="Something broke on our side"
        actions={
          <>
            <Button onClick={retry}>Try again</Button>
            <Button component="a" href="/" variant="default">
              To the Overview
            </Button>
          </>
        }
      >
        The server could not make this screen. If it stays so, <code>npx keyblast doctor</code> names what is wrong
        {error.digest && (
          <>
            ; the log knows it as <code>{error.digest}</code>
          </>
        )}
        .
      </Notice>
    </Page>
  );
}
