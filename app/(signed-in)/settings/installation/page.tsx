import { Skeleton } from '@mantine/core';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Panel } from '../../../../components/Panel.tsx';
import { ChecksTable } from '../../../../components/settings/ChecksTable.tsx';
import classes from '../../../../components/settings/settings.module.css';
import { plural } from '../../../../lib/model/format.ts';
import { may } from '../../../../lib/services/may.ts';
import { checkInstallation, showInstallation } from '../../../../lib/services/showInstallation.ts';
import { type PersonContext, requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'Installation' };

export default async function InstallationPage() {
  const ctx = await requireContext();
  const shown = await showInstallation(ctx);
  if (!shown.ok) return <SectionFailed error={shown.error} retryHref="/settings/installation" />;
  const { version, node, weights, formats } = shown.value;
  return (
    <>
      <Panel id="about" title="Keyblast">
        <dl className={classes.facts}>
          <Fact term="Version">{version}</Fact>
          <Fact term="Weights">version {weights}</Fact>
          <Fact term="Reads">{plural(formats, 'format')}</Fact>
          <Fact term="Runs on">Node {node}</Fact>
        </dl>
        <p className={classes.quiet}>
          Apache License 2.0. Keyblast sends nothing to anybody but the webhooks that an administrator adds; otherwise it answers only at its own address.
        </p>
      </Panel>
      {may(ctx, 'auditor') && (
        <Panel id="checks" title="What it stands on" lead="As keyblast doctor says it in a terminal; what is wrong comes first, with what to do." flush>
          <Suspense fallback={<Skeleton height={420} radius="md" />}>
            <Checks ctx={ctx} />
          </Suspense>
        </Panel>
      )}
    </>
  );
}

/** Looking at everything takes a second or two: the rest of the page does not wait for it. */
async function Checks({ ctx }: { ctx: PersonContext }) {
  const checks = await checkInstallation(ctx);
  return checks.ok ? <ChecksTable checks={checks.value} /> : <SectionFailed error={checks.error} retryHref="/settings/installation" />;
}

const Fact = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
