'use client';

import { useDebouncedCallback } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { printFilter } from '../../lib/model/filter.ts';
import classes from './CredentialSearch.module.css';

/** What GET /api/search answers. */
export type Hit = { id: string; key: string; description: string };

/** The search box over everything (`/`): credentials by key, name, owner, system; Enter opens one. The last entry opens the table with the same words. */
export function CredentialSearch() {
  const router = useRouter();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<{ query: string; hits: Hit[]; failed?: boolean }>({ query: '', hits: [] });
  const look = useDebouncedCallback(async (text: string) => {
    const response = await fetch(`/api/search?q=${encodeURIComponent(text)}`);
    setFound(response.ok ? { query: text, hits: await response.json() } : { query: text, hits: [], failed: true });
  }, 150);
  const change = (text: string) => {
    setQuery(text);
    if (text.trim()) look(text.trim());
    else setFound({ query: '', hits: [] });
  };
  const actions: SpotlightActionData[] = found.hits.map((hit) => ({
    id: hit.id,
    label: hit.key,
    description: hit.description,
    onClick: () => router.push(`/credentials/${encodeURIComponent(hit.id)}`),
  }));
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (words.length > 0) {
    const filter = printFilter({ terms: words.map((text) => ({ kind: 'text', negated: false, text })) });
    actions.push({
      id: 'table',
      label: `All credentials with “${query.trim()}”`,
      description: 'Opens the table',
      onClick: () => router.push(`/credentials?filter=${encodeURIComponent(filter)}`),
    });
  }
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={change}
      filter={(_, all) => all}
      shortcut="mod + K"
      nothingFound={found.failed ? 'The search did not answer. Try again.' : 'Type part of a key, a name, an owner or a system.'}
      searchProps={{ leftSection: <IconSearch size={18} stroke={1.6} />, placeholder: 'Search credentials', 'aria-label': 'Search credentials' }}
      attributes={{ content: { 'aria-label': 'Search credentials' } }}
      classNames={{ actionDescription: classes.about }}
      scrollable
      maxHeight={420}
    />
  );
}
