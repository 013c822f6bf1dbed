import { Button } from '@mantine/core';
import { Notice } from '../../../components/Notice.tsx';
import type { Failure } from '../../../lib/model/errors.ts';

/** A verb's expected failure within a section: what was wrong, and a way out. */
export const SectionFailed = ({ error, retryHref }: { error: Failure; retryHref: string }) => (
  <Notice
    tone="wrong"
    title={error.code === 'FORBIDDEN' ? 'Not for this role' : 'This did not work'}
    actions={
      <Button component="a" href={error.code === 'FORBIDDEN' ? '/settings/profile' : retryHref} variant="default">
        {error.code === 'FORBIDDEN' ? 'To your profile' : 'Try again'}
      </Button>
    }
  >
    {error.message}
  </Notice>
);
