import { controls } from '../../lib/model/controls.ts';
import { taskStatuses } from '../../lib/model/tasks.ts';
import { bands } from '../../lib/model/weights.ts';
import type { TaskQuestion } from './taskLinks.ts';

type Query = Record<string, string | string[] | undefined>;
const names = ['status', 'control', 'owner', 'band', 'campaign', 'search', 'overdue', 'reopened', 'node', 'act', 'sort', 'page'] as const;
const orders = ['due', 'band', 'created', 'status', 'owner'].flatMap((order) => [order, `-${order}`]);

/** What an address asks for; what cannot be meant is left out. */
export function readQuestion(query: Query): TaskQuestion {
  const said = names.flatMap((name) => {
    const value = [query[name]].flat()[0];
    return value === undefined || value === '' || !isMeant(name, value) ? [] : [[name, value] as const];
  });
  return Object.fromEntries(said);
}

function isMeant(name: (typeof names)[number], value: string): boolean {
  if (name === 'status') return taskStatuses.some((status) => status === value);
  if (name === 'control') return controls.some((control) => control === value);
  if (name === 'band') return bands.some((band) => band === value);
  if (name === 'sort') return orders.includes(value);
  if (name === 'overdue' || name === 'reopened') return value === 'true';
  if (name === 'campaign' || name === 'act' || name === 'page' || name === 'node') return /^[1-9]\d{0,8}$/.test(value);
  return value.length <= 200;
}

/** The same as verbs take it; `none` is nobody. Status, order and page are the table's own. */
export function queryOf({ control, owner, band, campaign, search, overdue, reopened, node, act }: TaskQuestion) {
  return {
    ...(control && { control: controls.filter((each) => each === control) }),
    ...(band && { band: bands.filter((each) => each === band) }),
    ...(owner && { owner: owner === 'none' ? null : owner }),
    ...(campaign && { campaign: Number(campaign) }),
    ...(act && { act: Number(act) }),
    ...(node && { node }),
    ...(search && { search }),
    ...(overdue && { overdue: true }),
    ...(reopened && { reopened: true }),
  };
}
