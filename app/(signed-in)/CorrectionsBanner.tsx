import { Button } from '@mantine/core';
import { Banner } from '../../components/Banner.tsx';
import { remediationHref } from '../../components/remediation/taskLinks.ts';
import { plural } from '../../lib/model/format.ts';
import { countCorrections } from '../../lib/services/listCorrections.ts';
import { requireContext } from '../requireContext.ts';

/** Corrections that end soon, or have ended by themselves a short while ago; nothing where there are none. */
export async function CorrectionsBanner() {
  const counted = await countCorrections(await requireContext());
  if (!counted.ok || counted.value.expiring + counted.value.expired === 0) return null;
  const { expiring, expired } = counted.value;
  return (
    <Banner
      action={
        <Button component="a" href={remediationHref('corrections')} size="xs" variant="default">
          Look at them
        </Button>
      }
    >
      {expired > 0 && `${plural(expired, 'correction')} expired in the last two weeks: what ${expired === 1 ? 'it' : 'they'} left out counts again. `}
      {expiring > 0 && `${plural(expiring, 'correction')} will expire within two weeks.`}
    </Banner>
  );
}
