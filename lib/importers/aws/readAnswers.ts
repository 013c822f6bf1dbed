import type { InputFile } from '../importer.ts';
import { sampleOf } from '../inputFile.ts';
import { isObject, parseJson } from '../parseJson.ts';
import { readJsonItems } from '../readJsonItems.ts';
import { listAtStart, readJsonMembers } from '../readJsonMembers.ts';

/** What stands in answers of AWS: an entry under a name, a list that is empty, that there is more elsewhere, or what cannot be read. `isListed`: one of a list, not an answer about it alone. */
export type Answer = { line: number } & (
  | { is: 'entry'; list: string; entry: unknown; isListed: boolean }
  | { is: 'empty'; list: string }
  | { is: 'more' }
  | { is: 'broken'; reason: string }
);

/** Which answers are looked for. */
export type Wanted = {
  /** Names under which their entries stand. */
  lists: readonly string[];
  /** Of an object that stands for itself: the name under which its like are listed. */
  alone(value: unknown): string | undefined;
  /** Why an object that is none of them is refused. */
  other: string;
};

/** What says that an answer has another page. */
const pageMarks = ['NextToken', 'Marker', 'NextMarker', 'IsTruncated', 'LastEvaluatedTableName'];
const marksPage = (name: string): boolean => pageMarks.some((mark) => mark.toLowerCase() === name.toLowerCase());
const goesOn = (mark: unknown): boolean => mark === true || (typeof mark === 'string' && mark !== '');

/** Shorter files are read value by value, of whatever kinds they are; longer ones that begin with one list, entry by entry. */
const longFrom = 32 * 1024;

/** Answers of the command line: one file each, one after the other or in a list, in pages. Memory holds an entry of a long list, an answer of others. */
export async function* readAnswers(input: InputFile, wanted: Wanted): AsyncGenerator<Answer> {
  const { head } = await sampleOf(input);
  const isLong = head.length >= longFrom && parseJson(head.split('\n', 1)[0]!) === undefined;
  const list = isLong ? listAtStart(head, wanted.lists) : undefined;
  if (list === undefined) yield* byValue(input, wanted);
  else yield* byEntry(input, list);
}

async function* byEntry(input: InputFile, list: string): AsyncGenerator<Answer> {
  for await (const member of readJsonMembers(input, [list, ...pageMarks])) {
    const { line } = member;
    if (member.cut) yield { is: 'more', line };
    if (member.ends) continue;
    const value = parseJson(member.text);
    if (member.name !== list) {
      if (goesOn(value)) yield { is: 'more', line };
    } else if (value === undefined)
      yield { is: 'broken', line, reason: `${member.cut ? 'the file ends within this entry' : 'the entry is not valid JSON'} (${list})` };
    else yield { is: 'entry', line, list, entry: value, isListed: true };
  }
}

async function* byValue(input: InputFile, wanted: Wanted): AsyncGenerator<Answer> {
  for await (const { line, text, cut } of readJsonItems(input)) {
    const value = parseJson(text);
    if (value === undefined) yield { is: 'broken', line, reason: cut ? 'the file ends within this answer' : 'the answer is not valid JSON' };
    else yield* ofValue(value, line, wanted);
  }
}

function* ofValue(value: unknown, line: number, { lists, alone, other }: Wanted): Generator<Answer> {
  const own = alone(value);
  if (own !== undefined) return yield { is: 'entry', line, list: own, entry: value, isListed: false };
  const members = isObject(value) ? Object.entries(value) : [];
  const held = members.filter(([name, member]) => lists.includes(name) && typeof member === 'object' && member !== null);
  if (held.length === 0) yield { is: 'broken', line, reason: other };
  if (members.some(([name, mark]) => marksPage(name) && goesOn(mark))) yield { is: 'more', line };
  for (const [list, given] of held) {
    const isListed = Array.isArray(given);
    if (isListed && given.length === 0) yield { is: 'empty', line, list };
    for (const entry of isListed ? given : [given]) yield { is: 'entry', line, list, entry, isListed };
  }
}
