'use client';

import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { type Filter, parseFilter, printFilter, withValues } from '../../lib/model/filter.ts';
import { formatCount } from '../../lib/model/format.ts';
import { priorities } from '../../lib/model/priority.ts';
import { type Band, bands } from '../../lib/model/weights.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { messageOf } from '../jobs/useJob.ts';
import classes from './Facets.module.css';
import { type FacetField, facetFields } from './tableParams.ts';

type Value = { value: string; count: number };
/** Values of one field under the filter; `none` is absent (and the text "none" comes in quotes), as the filter writes it. */
export type FacetValues = { field: string; values: Value[]; more: number };

const isFacetField = (field: string): field is FacetField => Object.hasOwn(facetFields, field);
const asTerm = (value: string): string | null => (value === 'none' ? null : value === '"none"' ? 'none' : value);

const asValue = (term: string | number | null): string => (term === null ? 'none' : term === 'none' ? '"none"' : String(term));
const isBand = (field: string, value: string): value is Band => field.endsWith('band') && bands.some((band) => band === value);

/** Ranks stand in their own order, worst first; all else by how many there are. */
function inOrder(field: string, values: Value[]): Value[] {
  const rank: readonly string[] | undefined = field === 'priority' ? priorities : field.endsWith('band') ? [...bands].reverse() : undefined;
  return rank ? values.toSorted((a, b) => rank.indexOf(a.value) - rank.indexOf(b.value)) : values;
}

const chosenIn = (filter: Filter, field: string): (string | number | null)[] =>
  filter.terms.flatMap((term) => (term.kind === 'is' && !term.negated && term.field === field ? term.values : []));

/** Values to choose from, with how many rows each would leave. What is chosen always stays in sight. */
export function Facets({ filter, facets, onFilter }: { filter: string; facets: FacetValues[]; onFilter: (filter: string) => void }) {
  const parsed = parseFilter(filter);
  if (!parsed.ok) return null;
  const useful = facets.filter(({ field, values }) => values.length > 1 || chosenIn(parsed.value, field).length > 0);
  return (
    <div className={classes.facets}>
      {useful.map((facet) => (
        <Facet key={facet.field} facet={facet} filter={parsed.value} onFilter={onFilter} />
      ))}
    </div>
  );
}

function Facet({ facet: { field, values, more }, filter, onFilter }: { facet: FacetValues; filter: Filter; onFilter: (filter: string) => void }) {
  const chosen = chosenIn(filter, field);
  const settings: { title: string; folded?: boolean } = isFacetField(field) ? facetFields[field] : { title: field };
  const [open, setOpen] = useState(!settings.folded || chosen.length > 0);
  const [all, setAll] = useState(false);
  const toggle = (value: string | null) => {
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    onFilter(printFilter(withValues(filter, field, next)));
  };
  const missing = chosen.map(asValue).filter((value) => !values.some((known) => known.value === value));
  const shown = [...inOrder(field, values), ...missing.map((value) => ({ value, count: 0 }))];
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className={classes.facet}>
      <summary>
        {settings.title}
        {!open && chosen.length > 0 && <span className={classes.count}> {chosen.length}</span>}
      </summary>
      <fieldset>
        <legend className="visually-hidden">{settings.title}</legend>
        {all ? (
          <AllValues field={field} filter={printFilter(filter)} chosen={chosen} onToggle={toggle} />
        ) : (
          <Values field={field} values={shown} chosen={chosen} onToggle={toggle} />
        )}
        {(more > 0 || all) && (
          <Button variant="subtle" size="compact-xs" className={classes.more} onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Fewer' : `${formatCount(more)} more`}
          </Button>
        )}
      </fieldset>
    </details>
  );
}

type Choosing = { field: string; chosen: (string | number | null)[]; onToggle: (value: string | null) => void };

function Values({ field, values, chosen, onToggle }: Choosing & { values: Value[] }) {
  return values.map(({ value, count }) => (
    <Checkbox
      key={value}
      size="xs"
      className={classes.value}
      checked={chosen.includes(asTerm(value))}
      onChange={() => onToggle(asTerm(value))}
      label={
        <span className={classes.label}>
          <span className={classes.text} title={value.length > 18 ? value : undefined}>
            {value === 'none' ? <em>not stated</em> : isBand(field, value) ? <BandMark band={value} /> : asTerm(value)}
          </span>
          <span className={classes.count}>{formatCount(count)}</span>
        </span>
      }
    />
  ));
}

/** Every value of a field that has many, to be searched. The server counts; at most 200 come at once. */
function AllValues({ field, filter, chosen, onToggle }: Choosing & { filter: string }) {
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 150);
  const [found, setFound] = useState<{ facet?: FacetValues; failure?: string }>();
  useEffect(() => {
    const asking = new AbortController();
    const query = new URLSearchParams({ field, filter, search: wanted });
    fetch(`/api/credentials/facets?${query}`, { signal: asking.signal })
      .then(async (response) => {
        const said: unknown = await response.json();
        setFound(response.ok ? { facet: firstFacet(said) } : { failure: messageOf(said) });
      })
      .catch(() => asking.signal.aborted || setFound({ failure: 'Keyblast did not answer. Try again.' }));
    return () => asking.abort();
  }, [field, filter, wanted]);
  const facet = found?.facet;
  return (
    <>
      <TextInput
        size="xs"
        aria-label={`Find a value of ${field}`}
        placeholder="Find"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes.all} aria-busy={!found}>
        {facet && <Values field={field} values={facet.values} chosen={chosen} onToggle={onToggle} />}
        {facet?.values.length === 0 && <span className={classes.note}>No value with these letters.</span>}
        {found?.failure && <span className={classes.note}>{found.failure}</span>}
      </div>
      {facet && facet.more > 0 && <span className={classes.note}>{formatCount(facet.more)} more; type some letters of one</span>}
    </>
  );
}

/** What GET /api/credentials/facets answers where it answers 200: a list of the one field asked for. */
function firstFacet(json: unknown): FacetValues {
  return (json as FacetValues[])[0]!;
}
