import { lineOf, propertyOf, uuidOf } from './oscalText.ts';
import type { Renderer } from './renderer.ts';
import { metadataOf } from './renderOscal.ts';
import { findTable, type Report } from './report.ts';
import { type RowObject, rowObjects } from './rowObjects.ts';

/** OSCAL plan of action and milestones: a risk and an item a task. Streams: there may be as many tasks as somebody made. */
export const renderOscalPoam: Renderer = {
  format: 'oscal-poam',
  extension: 'json',
  mediaType: 'application/json',
  async *render(report, { digest }) {
    const encoder = new TextEncoder();
    for await (const text of documentOf(report, digest)) yield encoder.encode(text);
  },
};

async function* documentOf(report: Report, digest: string): AsyncGenerator<string, void> {
  const { publicKey } = report.head;
  const tasks = () => rowObjects(findTable(report, 'tasks'));
  const head = JSON.stringify({ uuid: uuidOf(`${digest}/poam`), metadata: metadataOf(report, digest), 'system-id': { id: uuidOf(`${publicKey}/system`) } });
  yield `{"plan-of-action-and-milestones":${head.slice(0, -1)}`;
  if ((findTable(report, 'tasks')?.count ?? 0) === 0) yield `,"poam-items":[\n${JSON.stringify(nothingPlanned)}`;
  else {
    yield* listed(',"risks":[\n', tasks(), (task) => riskOf(task, publicKey));
    yield* listed('\n],"poam-items":[\n', tasks(), (task) => itemOf(task, publicKey));
  }
  yield '\n]}}\n';
}

async function* listed(opening: string, rows: AsyncIterable<RowObject>, write: (row: RowObject) => object): AsyncGenerator<string, void> {
  let before = opening;
  for await (const row of rows) {
    yield `${before}${JSON.stringify(write(row))}`;
    before = ',\n';
  }
}

const nothingPlanned = { title: 'No task', description: 'No task had been made when this was frozen.' };
/** The same task is the same risk in every report of an installation. */
const riskId = (publicKey: string, task: unknown): string => uuidOf(`${publicKey}/risk/${String(task)}`);

/** OSCAL's words for where a risk stands. */
const statuses: Record<string, string> = {
  open: 'open',
  'in progress': 'remediating',
  'claimed done': 'remediating',
  verified: 'closed',
  accepted: 'deviation-approved',
};

const riskOf = (task: RowObject, publicKey: string): object => ({
  uuid: riskId(publicKey, task.task),
  title: lineOf(task.title),
  description: lineOf(`${String(task.subjects)} subjects, ${String(task.gone)} of them gone; band ${String(task.band ?? 'unknown')}.`),
  statement: lineOf(`What leads there stands until ${String(task.control)} is done and data show it.`),
  props: [
    propertyOf('control', task.control),
    propertyOf('band', task.band ?? 'unknown'),
    propertyOf('subjects', task.subjects),
    propertyOf('gone', task.gone),
  ],
  status: statuses[String(task.status)] ?? 'open',
  deadline: task.due,
});

const itemOf = (task: RowObject, publicKey: string): object => ({
  uuid: uuidOf(`${publicKey}/task/${String(task.task)}`),
  title: lineOf(task.title),
  description: lineOf(`${String(task.control)}: ${String(task.status)} since ${String(task.statusAt)}, due ${String(task.due)}.`),
  props: [
    propertyOf('task', task.task),
    propertyOf('status', task.status),
    propertyOf('owner', task.owner ?? 'nobody'),
    propertyOf('overdue', task.overdue ? 'yes' : 'no'),
  ],
  'related-risks': [{ 'risk-uuid': riskId(publicKey, task.task) }],
});
