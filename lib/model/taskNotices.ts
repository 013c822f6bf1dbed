import { plural } from './format.ts';
import type { Notice } from './notices.ts';
import type { FactPlace } from './tasks.ts';

/** What webhooks can be told of tasks. */
export const taskEvents = {
  'task.created': 'tasks were made',
  'task.claimed': 'somebody says that a task is done',
  'task.verified': 'data verified a task',
  'task.reopened': 'a task is work again',
  'task.overdue': 'a task is overdue',
} as const;
export type TaskNoticeEvent = keyof typeof taskEvents;

/** A task as a notice names it. Of a reopened one, why, and which fact brought it back. */
export type ToldTask = { id: number; title: string; owner?: string; due: string; because?: string; fact?: FactPlace };
/** So many at once are told one by one; what is more is one notice of all. `count` may be more than those that are named. */
export type TaskHappening = { event: TaskNoticeEvent; tasks: readonly ToldTask[]; count: number; by?: string };

const verb: Record<TaskNoticeEvent, { one: string; many: string }> = {
  'task.created': { one: 'was made', many: 'were made' },
  'task.claimed': { one: 'is said to be done', many: 'are said to be done' },
  'task.verified': { one: 'is verified', many: 'are verified' },
  'task.reopened': { one: 'is work again', many: 'are work again' },
  'task.overdue': { one: 'is overdue', many: 'are overdue' },
};

/** One task is a subject of its own, so that a tracker comments on its issue; many at once are one of all. */
export function taskNotice({ event, tasks, count, by }: TaskHappening): Omit<Notice, 'at' | 'auditHead'> {
  const data = { tasks: tasks.map((task) => ({ ...task, ...(task.fact && { fact: { ...task.fact } }) })), count, ...(by !== undefined && { by }) };
  const [task] = tasks;
  const who = by === undefined ? '' : ` by ${by}`;
  if (count !== 1 || !task)
    return {
      event,
      subject: 'tasks',
      title: `${plural(count, 'task')} ${verb[event].many}${who}`,
      text: `${tasks.map(({ id, title }) => `${id}: ${title}`).join('; ')}${count > tasks.length ? '; …' : ''}`,
      path: '/remediation?view=table',
      data,
    };
  const { id, title, owner, due, because } = task;
  const told = [
    `Task ${id}, “${title}”, ${verb[event].one}${who}${because === undefined ? '' : `: ${because}${placeText(task.fact)}`}.`,
    `${owner === undefined ? 'It is nobody’s' : `It is ${owner}’s`}, due ${due.slice(0, 10)}.`,
  ];
  return { event, subject: `task:${id}`, title: `Task ${id} ${verb[event].one}: ${title}`, text: told.join(' '), path: `/remediation/${id}`, data };
}

const placeText = (fact: FactPlace | undefined): string =>
  fact === undefined
    ? ''
    : ` (${fact.source}, import ${fact.importId}${fact.file === undefined ? '' : `, ${fact.file}${fact.line === undefined ? '' : ` line ${fact.line}`}`})`;
