'use client';

import { useDebouncedCallback } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { credentialHref, credentialsHref } from '../links.ts';
import classes from './CredentialSearch.module.css';

/** What GET /api/search answers. */
export type Hit = { id: string; key: string; description: string };

const tableHref = (words: string): string => credentialsHref(words.split(/\s+/).map((text) => ({ kind: 'text', negated: false, text })));

/**
 * The search box over everything (`/`): credentials by key, name, owner, system; Enter opens the first, or the one that the arrows chose, also when it was pressed before the
 * answer came. The last entry opens the table with the same words.
 */
export function CredentialSearch() {
  const router = useRouter();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<{ words: string; hits: Hit[]; failed?: boolean }>({ words: '', hits: [] });
  const newest = useRef('');
  const entered = useRef<string | null>(null); // the words for which Enter was pressed too early
  const words = query.trim();
  const look = useDebouncedCallback(async (asked: string) => {
    const response = await fetch(`/api/search?q=${encodeURIComponent(asked)}`).catch(() => undefined);
    const hits: Hit[] = response?.ok ? await response.json() : [];
    if (newest.current === asked) setFound({ words: asked, hits, ...(!response?.ok && { failed: true }) });
    if (entered.current !== asked) return;
    entered.current = null;
    spotlight.close();
    router.push(hits[0] ? credentialHref(hits[0].id) : tableHref(asked));
  }, 150);
  const change = (text: string) => {
    setQuery(text);
    newest.current = text.trim();
    if (!newest.current) return setFound({ words: '', hits: [] }); // closing empties it too: what Enter asked for still comes
    entered.current = null;
    look(newest.current);
  };
  const open = (href: string) => () => {
    if (entered.current === null) router.push(href);
  };
  const entries = found.hits.map((hit) => ({ label: hit.key, description: hit.description, onClick: open(credentialHref(hit.id)) }));
  if (words) entries.push({ label: `All credentials with “${words}”`, description: 'Opens the table', onClick: open(tableHref(words)) });
  // Spotlight marks the element that Enter opens: with its place as its id the first stays the marked one when the answer comes.
  const actions: SpotlightActionData[] = entries.map((entry, place) => ({ id: String(place), ...entry }));
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={change}
      filter={(_, all) => all}
      shortcut="mod + K"
      nothingFound={found.failed ? 'The search did not answer. Try again.' : 'Type part of a key, a name, an owner or a system.'}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: 'Search credentials',
        'aria-label': 'Search credentials',
        onKeyDown: ({ key }) => {
          if (key === 'Enter' && words && found.words !== words) entered.current = words;
        },
      }}
      attributes={{ content: { 'aria-label': 'Search credentials' } }}
      classNames={{ actionDescription: classes.about }}
      scrollable
      maxHeight={420}
    />
  );
}
