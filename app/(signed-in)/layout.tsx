import type { ReactNode } from 'react';
import { Frame } from '../../components/shell/Frame.tsx';
import { Freshness } from '../../components/shell/Freshness.tsx';
import { engineStatus } from '../../lib/services/engineStatus.ts';
import { requireContext } from '../requireContext.ts';

/** The frame around every screen behind the sign-in. Each page asks for its own context too: a layout is not rendered anew on every step. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext();
  const status = await engineStatus(ctx);
  const { name, email, role } = ctx.actor;
  return (
    <Frame person={{ name, email, role }} foot={<Freshness analysis={status.ok ? status.value.analysis : null} now={ctx.now().toISOString()} />}>
      {children}
    </Frame>
  );
}
