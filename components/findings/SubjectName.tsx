import Link from 'next/link';
import type { FindingRow } from '../../lib/model/findings.ts';
import { KeyText } from '../KeyText.tsx';
import { credentialHref, exposureHref, systemHref } from '../links.ts';
import { nodeTitle } from '../nodeTitle.ts';
import table from '../Table.module.css';

/** What a finding is about, a link to where it is seen: a credential's screen, who reaches a resource, the ways from an identity or workload, the credentials of a system. */
export function SubjectName({ finding: { subject, system, environment } }: { finding: Pick<FindingRow, 'subject' | 'system' | 'environment'> }) {
  const { title, sub } = nodeTitle(subject.key, subject.name);
  return (
    <span className={table.key}>
      <Link prefetch={false} href={hrefOf(subject)}>
        <KeyText text={title} />
      </Link>
      <span className={table.sub}>{[sub, subject.kind, subject.kind === 'system' ? undefined : system, environment].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function hrefOf({ id, key, kind }: FindingRow['subject']): string {
  if (kind === 'system') return systemHref(key);
  if (kind === 'credential' && id !== undefined) return credentialHref(id);
  return kind === 'resource' ? exposureHref(key) : `/explore?from=${encodeURIComponent(key)}`;
}
