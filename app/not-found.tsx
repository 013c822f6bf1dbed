import { Button } from '@mantine/core';
import { EntryCard } from '../components/auth/EntryCard.tsx';

export default function NotFound() {
  return (
    <EntryCard title="There is no such page" lead="The address may be old, or mistyped.">
      <Button component="a" href="/" fullWidth>
        To the Overview
      </Button>
    </EntryCard>
  );
}
