import type { Attribution } from '../lib/model/attribution.ts';
import type { Issuance } from '../lib/model/facts.ts';
import type { Scenario } from '../lib/model/figures.ts';
import { printFilter, type Term } from '../lib/model/filter.ts';
import { type FindingFilter, printFindingFilter } from '../lib/model/findingFields.ts';
import type { Band } from '../lib/model/weights.ts';

/** The rows behind a number: addresses of the credentials table with the filter that counts exactly them. */
const is = (field: string, ...values: (string | number | null)[]): Term => ({ kind: 'is', negated: false, field, values });
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

/** Of the estate's usable credentials those of one attribution; unknown ones are in no inventory, and so outside the estate. */
export const attributionHref = (of: Attribution): string => credentialsHref(of === 'unknown' ? [is('attribution', of)] : [is('attribution', of), ...inFigures]);

export const systemHref = (system: string | null): string => credentialsHref([is('system', system), ...inFigures]);

/** Usable credentials that sign in as one identity. */
export const identityHref = (key: string): string => credentialsHref([is('identity', key), ...inFigures]);

/** Usable credentials of agents and services, by how they are issued: what the secretless rate looks at. */
export const secretlessHref = (...issuance: Issuance[]): string =>
  credentialsHref([is('identityKind', 'agent', 'service'), is('issuance', ...issuance), ...inFigures]);

export const credentialHref = (id: string, scenario?: Scenario): string => `/credentials/${encodeURIComponent(id)}${scenario ? `?scenario=${scenario}` : ''}`;
export const exposureHref = (key: string): string => `/exposure?of=${encodeURIComponent(key)}`;
export const pathsHref = (from: string, to: string): string => `/explore?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
export const findingsHref = (filter: FindingFilter, after?: string): string => {
  const query = new URLSearchParams({ ...(printFindingFilter(filter) && { filter: printFindingFilter(filter) }), ...(after !== undefined && { after }) });
  return query.size > 0 ? `/findings?${query}` : '/findings';
};
