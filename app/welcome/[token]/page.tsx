import { Button } from '@mantine/core';
import type { Metadata } from 'next';
import { EntryCard } from '../../../components/auth/EntryCard.tsx';
import { EntryForm } from '../../../components/auth/EntryForm.tsx';
import { isLinkUsable } from '../../../lib/services/people.ts';
import { processContext } from '../../processContext.ts';

export const metadata: Metadata = { title: 'Welcome', referrer: 'no-referrer' };

export default async function WelcomePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await isLinkUsable(await processContext(), token))) {
    return (
      <EntryCard title="This link cannot be used" lead="It was used already, or it has expired. Start Keyblast again for a new one, if nobody can sign in yet.">
        <Button component="a" href="/sign-in" variant="default" fullWidth>
          To the sign-in
        </Button>
      </EntryCard>
    );
  }
  return (
    <EntryCard title="Welcome to Keyblast" lead="You are the first: this makes you its administrator. The link works once.">
      <EntryForm action="/api/welcome" token={token} next="/" label="Create the administrator" />
    </EntryCard>
  );
}
