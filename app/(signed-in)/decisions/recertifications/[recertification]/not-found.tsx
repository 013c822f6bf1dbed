import { Button } from '@mantine/core';
import { decisionsHref } from '../../../../../components/decisions/decisionLinks.ts';
import { Notice } from '../../../../../components/Notice.tsx';
import { Page } from '../../../../../components/Page.tsx';

/** A recertification that never was. */
export default function NoSuchRecertification() {
  return (
    <Page>
      <Notice
        alone
        title="There is no such recertification"
        actions={
          <Button component="a" href={decisionsHref({ view: 'recertifications' })} size="xs" variant="default">
            To all recertifications
          </Button>
        }
      >
        Its number is in the address; look for it in the list.
      </Notice>
    </Page>
  );
}
