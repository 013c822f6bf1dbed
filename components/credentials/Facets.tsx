'use client';

import { Checkbox } from '@mantine/core';
import { parseFilter, printFilter, withValues } from '../../lib/model/filter.ts';
import { formatCount } from '../../lib/model/format.ts';
import { priorities } from '../../lib/model/priority.ts';
import { type Band, bands } from '../../lib/model/weights.ts';
import { BandMark } from '../figures/BandMark.tsx';
import classes from './Facets.module.css';
import { type FacetField, facetFields, facetTitles } from './tableParams.ts';

/** Values of one field under the filter; `none` is absent (and the text "none" comes in quotes), as the filter writes it. */
export type FacetValues = { field: string; values: { value: string; count: number }[]; more: number };

const isFacetField = (field: string): field is FacetField => facetFields.some((known) => known === field);
const asTerm = (value: string): string | null => (value === 'none' ? null : value === '"none"' ? 'none' : value);

const asValue = (term: string | number | null): string => (term === null ? 'none' : term === 'none' ? '"none"' : String(term));
const isBand = (field: string, value: string): value is Band => field.endsWith('band') && bands.some((band) => band === value);

/** Ranks stand in their own order, worst first; all else by how many there are. */
function inOrder(field: string, values: FacetValues['values']): FacetValues['values'] {
  const rank: readonly string[] | undefined = field === 'priority' ? priorities : field.endsWith('band') ? [...bands].reverse() : undefined;
  return rank ? values.toSorted((a, b) => rank.indexOf(a.value) - rank.indexOf(b.value)) : values;
}

/** Values to choose from, with how many rows each would leave. */
export function Facets({ filter, facets, onFilter }: { filter: string; facets: FacetValues[]; onFilter: (filter: string) => void }) {
  const parsed = parseFilter(filter);
  if (!parsed.ok) return null;
  const chosenOf = (field: string) => parsed.value.terms.flatMap((term) => (term.kind === 'is' && !term.negated && term.field === field ? term.values : []));
  const toggle = (field: string, value: string | null) => {
    const chosen = chosenOf(field);
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    onFilter(printFilter(withValues(parsed.value, field, next)));
  };
  const useful = facets.filter(({ field, values }) => values.length > 1 || chosenOf(field).length > 0);
  return (
    <div className={classes.facets}>
      {useful.map(({ field, values, more }) => {
        const chosen = chosenOf(field);
        const all = [
          ...inOrder(field, values),
          ...chosen
            .map(asValue)
            .filter((value) => !values.some((known) => known.value === value))
            .map((value) => ({ value, count: 0 })),
        ];
        const title = isFacetField(field) ? facetTitles[field] : field;
        return (
          <details key={field} open className={classes.facet}>
            <summary>{title}</summary>
            <fieldset>
              <legend className="visually-hidden">{title}</legend>
              {all.map(({ value, count }) => (
                <Checkbox
                  key={value}
                  size="xs"
                  className={classes.value}
                  checked={chosen.includes(asTerm(value))}
                  onChange={() => toggle(field, asTerm(value))}
                  label={
                    <span className={classes.label}>
                      <span className={classes.text}>
                        {value === 'none' ? <em>not stated</em> : isBand(field, value) ? <BandMark band={value} /> : asTerm(value)}
                      </span>
                      <span className={classes.count}>{formatCount(count)}</span>
                    </span>
                  }
                />
              ))}
              {more > 0 && <span className={classes.more}>{formatCount(more)} more; narrow the filter or type one</span>}
            </fieldset>
          </details>
        );
      })}
    </div>
  );
}
