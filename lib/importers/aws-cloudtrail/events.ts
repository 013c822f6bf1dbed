import type { InputFile } from '../importer.ts';
import { sampleOf } from '../inputFile.ts';
import { asObject, isObject, parseJson, textOf } from '../parseJson.ts';
import { type JsonItem, readJsonItems } from '../readJsonItems.ts';
import { listAtStart, readJsonMembers } from '../readJsonMembers.ts';

export type Members = { [name: string]: unknown };
/** An event as it was logged, the line it begins on, and the time that what it lay in gives it. Or why there is none. */
export type Logged = { line: number; event: Members; around: readonly unknown[] } | { line: number; reason: string };

/** Members of one object whose items are events or hold them: a trail's files, lookup-events, what CloudWatch Logs exports and hands to subscribers. */
const lists = ['Records', 'Events', 'events', 'logEvents'];
/** Members that are the event, or its text: EventBridge, lookup-events, CloudWatch Logs, what collectors make of it and keep of the original. */
const holders = ['detail', 'CloudTrailEvent', 'aws.cloudtrail', 'message', 'event.original', '_raw', 'result'];
/** Deeper no tool wraps an event. */
const deepest = 5;

/**
 * The events of a file, whichever way they are put: the wrappers of docs/formats/aws-cloudtrail.md in any nesting. Memory holds one item.
 * @param worth of the text of an item: whether it is parsed at all
 */
export async function* readEvents(file: InputFile, worth?: (item: string) => boolean): AsyncGenerator<Logged> {
  for await (const { line, text, cut } of itemsOf(file)) {
    if (worth?.(text) === false) continue;
    const value = parseJson(text);
    if (value === undefined) yield { line, reason: cut ? 'the file ends within this event' : 'the event is no valid JSON' };
    else yield* eventsIn(value, line, []);
  }
}

/** Of an object with one long list the items, else whatever stands by itself. */
async function* itemsOf(file: InputFile): AsyncGenerator<JsonItem> {
  const list = listAtStart((await sampleOf(file)).head, lists);
  if (list === undefined) return yield* readJsonItems(file);
  let cut = false;
  for await (const member of readJsonMembers(file, [list])) {
    if (!member.ends) yield member;
    else if (member.cut && !cut) yield { line: member.line, text: '', cut: true };
    cut = member.cut;
  }
}

function* eventsIn(value: unknown, line: number, around: readonly unknown[]): Generator<Logged> {
  if (Array.isArray(value)) {
    for (const item of value) yield* eventsIn(item, line, around);
    return;
  }
  const object = typeof value === 'string' ? asObject(parseJson(value)) : asObject(value);
  if (!object || around.length > deepest) yield { line, reason: 'the event is no JSON object' };
  else if (isEvent(object)) yield { line, event: object, around };
  else yield* unwrapped(object, line, [...around, object]);
}

const isEvent = ({ eventName, eventSource, eventType, CloudTrailEvent }: Members): boolean =>
  CloudTrailEvent === undefined && [eventName, eventSource, eventType].some((member) => textOf(member) !== undefined);

function* unwrapped(object: Members, line: number, around: readonly unknown[]): Generator<Logged> {
  const inner = lists.map((name) => object[name]).filter(Array.isArray);
  for (const list of inner) yield* eventsIn(list, line, around);
  if (inner.length > 0) return;
  const held = [...holders.map((name) => object[name]), asObject(object.aws)?.cloudtrail, asObject(object.event)?.original];
  const found = held.find((member) => isObject(member) || (typeof member === 'string' && member.trimStart().startsWith('{')));
  if (found !== undefined) yield* eventsIn(found, line, around);
  else yield { line, reason: 'this is no event and holds none: eventName and eventSource are missing' };
}
