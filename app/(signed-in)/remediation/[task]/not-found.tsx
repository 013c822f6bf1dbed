import { Button } from '@mantine/core';
import { Notice } from '../../../../components/Notice.tsx';
import { Page } from '../../../../components/Page.tsx';

/** A task that was taken back, or never was. */
export default function NoSuchTask() {
  return (
    <Page>
      <Notice
        alone
        title="There is no such task"
        actions={
          <Button component="a" href="/remediation" size="xs" variant="default">
            To all tasks
          </Button>
        }
      >
        It may have been taken back by who made it.
      </Notice>
    </Page>
  );
}
