'use client';

import { Autocomplete, Button } from '@mantine/core';
import { parseAsString, useQueryStates } from 'nuqs';
import { type FormEvent, useState } from 'react';
import { type FindingFilter, printFindingFilter } from '../../lib/model/findingFields.ts';
import classes from './OwnerFilter.module.css';

type Props = { filter: FindingFilter /** Those with the most credentials, to choose from; any other can be typed. */; owners: string[] };

/** Whose findings: one owner, or all. `none` is what nobody owns. */
export function OwnerFilter({ filter, owners }: Props) {
  const chosen = filter.owner?.[0];
  const now = chosen === null ? 'none' : (chosen ?? '');
  const [typed, setTyped] = useState(now);
  const [, setQuery] = useQueryStates({ filter: parseAsString, after: parseAsString }, { shallow: false, history: 'push' });
  const apply = (text: string) => {
    const { owner: _, ...rest } = filter;
    const name = text.trim();
    setTyped(name);
    return setQuery({ filter: printFindingFilter(name === '' ? rest : { ...rest, owner: [name === 'none' ? null : name] }) || null, after: null });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    return apply(typed);
  };
  return (
    <form onSubmit={submit} className={classes.owner} aria-label="Owner of the findings">
      <Autocomplete
        label="Owner"
        placeholder="anybody"
        size="xs"
        value={typed}
        onChange={setTyped}
        onOptionSubmit={apply}
        data={['none', ...owners]}
        limit={8}
      />
      <div className={classes.acts}>
        <Button type="submit" size="compact-xs" variant="default" disabled={typed.trim() === now}>
          Apply
        </Button>
        {now !== '' && (
          <Button size="compact-xs" variant="subtle" onClick={() => apply('')}>
            Anybody
          </Button>
        )}
      </div>
    </form>
  );
}
