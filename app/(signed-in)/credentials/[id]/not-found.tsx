import { Button } from '@mantine/core';
import { Notice } from '../../../../components/Notice.tsx';
import { Page } from '../../../../components/Page.tsx';

export default function CredentialNotFound() {
  return (
    <Page>
      <Notice
        alone
        title="This credential is not in the last analysis"
        actions={
          <Button component="a" href="/credentials?filter=">
            All credentials
          </Button>
        }
      >
        It may have come with an import that was undone, or its record now goes by another key.
      </Notice>
    </Page>
  );
}
