import { type End, ends, type Scenario, scenarios } from '../../lib/model/figures.ts';

/** What of one credential is looked at: the state of its screen in the URL. */
export type View = { id: string; scenario: Scenario; end: End; search: string; offset: number };

export const permissionsPage = 25;

type Query = Record<string, string | string[] | undefined>;
const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));

/** Reads the view from the URL; where it names no scenario, `first` is shown (takeover for agents). */
export function readView(id: string, query: Query): Omit<View, 'scenario'> & { scenario: Scenario | undefined } {
  const offset = Number.parseInt(one(query.offset), 10);
  return {
    id,
    scenario: scenarios.find((each) => each === one(query.scenario)),
    end: ends.find((each) => each === one(query.end)) ?? 'certain',
    search: one(query.search),
    offset: Number.isFinite(offset) && offset > 0 ? offset : 0,
  };
}

/** The address of a changed view. What concerns the list of permissions starts again when scenario or end change. */
export function viewHref(view: View, change: Partial<View>): string {
  const to = { ...view, ...(change.scenario || change.end ? { offset: 0 } : {}), ...change };
  const query = new URLSearchParams({ scenario: to.scenario });
  if (to.end !== 'certain') query.set('end', to.end);
  if (to.search) query.set('search', to.search);
  if (to.offset > 0) query.set('offset', String(to.offset));
  return `/credentials/${encodeURIComponent(to.id)}?${query}`;
}
