'use client';

import { ActionIcon, Button, CloseButton, Popover, TextInput } from '@mantine/core';
import { IconHelpCircle, IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { parseFilter, printFilter } from '../../lib/model/filter.ts';
import classes from './FilterBar.module.css';

const examples = [
  ['moltbook', 'the text in key, name, alias or owner'],
  ['leak.band:high,critical', 'one of these'],
  ['takeover.actionDays>=1e6', 'at least'],
  ['ageDays:90..365', 'between'],
  ['-owner:none', 'has an owner'],
  ['classes:send,delegate', 'reaches one of these'],
];

/** The words as they are, whatever they look like: keys hold colons too. */
const asText = (draft: string): string =>
  printFilter({
    terms: draft
      .split(/\s+/)
      .filter(Boolean)
      .map((text) => ({ kind: 'text', negated: false, text })),
  });

/** The filter as text (its grammar is docs/filter.md), with the terms it is made of to take away one by one. Enter applies it and leaves the box, Escape only leaves. */
export function FilterBar({ filter, onFilter, input }: { filter: string; onFilter: (filter: string) => void; input: RefObject<HTMLInputElement | null> }) {
  const [draft, setDraft] = useState(filter);
  useEffect(() => setDraft(filter), [filter]);
  const read = parseFilter(draft);
  const applied = parseFilter(filter);
  const terms = applied.ok ? applied.value.terms : [];
  return (
    <search className={classes.bar}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!read.ok) return;
          input.current?.blur();
          onFilter(printFilter(read.value));
        }}
      >
        <TextInput
          ref={input}
          className={classes.input}
          aria-label="Filter"
          placeholder="Search, or filter: leak.band:high owner:none ageDays>365"
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
          error={read.ok ? undefined : read.error.message}
          leftSection={<IconSearch size={16} stroke={1.7} />}
          rightSection={draft ? <CloseButton size="sm" aria-label="Clear the filter" onClick={() => onFilter('')} /> : <FilterHelp />}
          spellCheck={false}
          autoComplete="off"
        />
        <Button type="submit" disabled={!read.ok} variant={draft === filter ? 'default' : 'filled'}>
          Apply
        </Button>
      </form>
      {!read.ok && (
        <Button variant="default" size="compact-sm" className={classes.instead} onClick={() => onFilter(asText(draft))}>
          Search for this as text
        </Button>
      )}
      <div className={classes.terms}>
        {terms.map((term, i) => {
          const text = printFilter({ terms: [term] });
          return (
            <span key={text} className={classes.term}>
              {text}
              <CloseButton size="xs" aria-label={`Remove ${text}`} onClick={() => onFilter(printFilter({ terms: terms.toSpliced(i, 1) }))} />
            </span>
          );
        })}
      </div>
    </search>
  );
}

function FilterHelp() {
  return (
    <Popover width={360} position="bottom-end" shadow="md">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label="How to write a filter">
          <IconHelpCircle size={16} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={classes.help}>
          {examples.map(([term, meaning]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className={classes.note}>Terms beside each other must all hold; “-” before one turns it round.</p>
      </Popover.Dropdown>
    </Popover>
  );
}
