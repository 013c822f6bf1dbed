import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { EntryCard } from '../../components/auth/EntryCard.tsx';
import { EntryForm } from '../../components/auth/EntryForm.tsx';
import { canAnyoneSignIn } from '../../lib/services/people.ts';
import { processContext } from '../processContext.ts';
import { findContext } from '../requireContext.ts';

export const metadata: Metadata = { title: 'Sign in' };

/** Only a path of our own may follow the sign-in. */
const ownPath = (next: string | string[] | undefined): string => (typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/');

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = ownPath((await searchParams).next);
  if (await findContext()) redirect(next);
  if (!(await canAnyoneSignIn(await processContext()))) {
    return (
      <EntryCard
        title="Nobody can sign in yet"
        lead={
          <>
            Open the one-time link that <code>npm start</code> printed in the terminal. It makes you the first administrator. If it has expired, start Keyblast
            again for a new one.
          </>
        }
      />
    );
  }
  return (
    <EntryCard title="Sign in" lead="If this key leaks, what can its holder do?">
      <EntryForm action="/api/sign-in" asks="address and password" next={next} label="Sign in" />
    </EntryCard>
  );
}
