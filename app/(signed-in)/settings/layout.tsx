import type { ReactNode } from 'react';
import { Page, PageHead } from '../../../components/Page.tsx';
import { SectionNav } from '../../../components/settings/SectionNav.tsx';
import { requireContext } from '../../requireContext.ts';

/** What every section stands under. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext();
  return (
    <Page>
      <PageHead title="Settings" lead="Your own account, who may do what, and what every figure rests on." />
      <SectionNav role={ctx.actor.role} />
      {children}
    </Page>
  );
}
