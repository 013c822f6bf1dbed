import { Button } from '@mantine/core';
import type { Metadata } from 'next';
import { EntryCard } from '../../../components/auth/EntryCard.tsx';
import { EntryForm } from '../../../components/auth/EntryForm.tsx';
import { roleText } from '../../../lib/model/roles.ts';
import { readLink } from '../../../lib/services/people.ts';
import { processContext } from '../../processContext.ts';

export const metadata: Metadata = { title: 'Welcome', referrer: 'no-referrer' };

export default async function WelcomePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await readLink(await processContext(), token);
  if (!link) {
    return (
      <EntryCard
        title="This link cannot be used"
        lead="It was used already, or it has expired. Ask whoever gave it to you for a new one; if nobody can sign in yet, start Keyblast again."
      >
        <Button component="a" href="/sign-in" variant="default" fullWidth>
          To the sign-in
        </Button>
      </EntryCard>
    );
  }
  const { purpose, name, email, role } = link;
  if (purpose === 'new-password')
    return (
      <EntryCard title="A new password" lead={`For ${email}. Every session that is open now ends. The link works once.`}>
        <EntryForm action="/api/welcome" token={token} next="/" label="Set the password" asks="password" email={email} />
      </EntryCard>
    );
  if (purpose === 'invitation')
    return (
      <EntryCard title="Welcome to Keyblast" lead={`You are invited as ${role}. ${roleText[role]} The link works once.`}>
        <EntryForm action="/api/welcome" token={token} next="/" label="Create my account" asks="name" email={email} name={name} />
      </EntryCard>
    );
  return (
    <EntryCard title="Welcome to Keyblast" lead="You are the first: this makes you its administrator. The link works once.">
      <EntryForm action="/api/welcome" token={token} next="/" label="Create the administrator" asks="everything" />
    </EntryCard>
  );
}
