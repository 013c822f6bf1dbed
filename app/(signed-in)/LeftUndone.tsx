import Link from 'next/link';
import { remediationHref } from '../../components/remediation/taskLinks.ts';
import { formatAmount, plural } from '../../lib/model/format.ts';
import { readLeftUndone } from '../../lib/services/readLeftUndone.ts';
import { requireContext } from '../requireContext.ts';

/** Beside the sentence: of what it counts, what accepted exceptions leave undone. Nothing where there is none. */
export async function LeftUndone() {
  const left = await readLeftUndone(await requireContext());
  if (!left.ok || !left.value || left.value.credentials === 0) return null;
  const { credentials, leak, takeover } = left.value;
  return (
    <>
      . Exceptions leave undone{' '}
      <Link prefetch={false} href={remediationHref('exceptions')}>
        {plural(credentials, 'credential')}
      </Link>
      , {formatAmount(leak)} action-days if they leak and {formatAmount(takeover)} taken over: they are counted here
    </>
  );
}
