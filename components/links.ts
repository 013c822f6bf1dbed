import type { Scenario } from '../lib/model/figures.ts';
import { printFilter, type Term } from '../lib/model/filter.ts';
import type { Band } from '../lib/model/weights.ts';

/** The rows behind a number: addresses of the credentials table with the filter that counts exactly them. */
const is = (field: string, ...values: (string | number)[]): Term => ({ kind: 'is', negated: false, field, values });
/** What estate figures are over: usable credentials that count in the estate. */
const inFigures: Term[] = [is('usable', 'true'), is('inEstate', 'true')];

export function credentialsHref(terms: Term[], sort?: string): string {
  const query = new URLSearchParams();
  if (terms.length > 0) query.set('filter', printFilter({ terms }));
  if (sort) query.set('sort', sort);
  return query.size > 0 ? `/credentials?${query}` : '/credentials';
}

const figure = (scenario: Scenario, upTo: boolean, name: string) => `${scenario}.${upTo ? 'upTo.' : ''}${name}`;

export const bandHref = (scenario: Scenario, bands: Band[], upTo = false): string =>
  credentialsHref([is(figure(scenario, upTo, 'band'), ...bands), ...inFigures], `-${scenario}.actionDays`);

export const worstHref = (scenario: Scenario, upTo = false): string => bandHref(scenario, ['high', 'critical'], upTo);

export const allInFiguresHref = (sort?: string): string => credentialsHref(inFigures, sort);

/** Credentials with action-days from `from` to below `to`; 0 to 0 is none at all. */
export function actionDaysHref(scenario: Scenario, from: number, to: number): string {
  const field = figure(scenario, false, 'actionDays');
  const range: Term[] =
    to === 0
      ? [is(field, 0)]
      : [
          { kind: 'compare', negated: false, field, operator: '>=', bound: from },
          { kind: 'compare', negated: false, field, operator: '<', bound: to },
        ];
  return credentialsHref([...range, ...inFigures], `-${field}`);
}

export const credentialHref = (id: string, scenario?: Scenario): string => `/credentials/${encodeURIComponent(id)}${scenario ? `?scenario=${scenario}` : ''}`;
export const exposureHref = (key: string): string => `/exposure?of=${encodeURIComponent(key)}`;
export const pathsHref = (from: string, to: string): string => `/explore?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
