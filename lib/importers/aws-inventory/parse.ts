import type { Fingerprint } from '../../model/fingerprint.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { sampleOf } from '../inputFile.ts';
import { isObject, parseJson } from '../parseJson.ts';
import { readJsonItems } from '../readJsonItems.ts';
import { listAtStart, readJsonMembers } from '../readJsonMembers.ts';
import { takeConfigItem } from './configItem.ts';
import { Inventory, type Listing, type Thing } from './inventory.ts';
import type { Into, Why } from './list.ts';
import { listNames, listOfObject, lists } from './lists.ts';
import { type Place, placeOf } from './place.ts';

/** A thing, or that all things of a type were listed, and the source that says it: an account's things of one type in one region. */
export type Row = { source: string } & ({ thing: Thing } | { listing: Omit<Listing, 'type'> & { type: string } });

/** Lists of AWS Config's items. */
export const configLists = ['configurationItems', 'baseConfigurationItems', 'Results'];
const everyList = [...listNames, ...configLists];
/** What says that an answer has another page. */
const pageMarks = ['NextToken', 'Marker', 'NextMarker', 'IsTruncated', 'LastEvaluatedTableName'];

const marksPage = (name: string): boolean => pageMarks.some((mark) => mark.toLowerCase() === name.toLowerCase());
const goesOn = (mark: unknown): boolean => mark === true || (typeof mark === 'string' && mark !== '');

/** Reads answers that each tell a part: what they say comes when the last has been read. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const state = new State(setting);
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) yield* state.read(input, placeOf(file, setting.fingerprint, setting.name, input.name));
    for (const { place, ...row } of state.rows()) yield { ok: true, file: place.file, line: place.line, row };
  }
  return {
    source: `aws-inventory:${setting.name}`,
    mode: 'snapshot',
    get complete() {
      return state.complete;
    },
    dataTime: 'import',
    records: records(),
  };
}

class State {
  complete = true;
  private readonly inventory = new Inventory();
  /** The file that is read says so. */
  private isSnapshot = false;
  private readonly whole: Place[] = [];
  private readonly name: string;
  private readonly fingerprint: Fingerprint;

  constructor({ name, fingerprint }: Setting) {
    this.name = name;
    this.fingerprint = fingerprint;
  }

  /** Takes a file in; answers what in it cannot be read. */
  async *read(input: InputFile, place: Place): AsyncGenerator<Parsed<Row>> {
    const { head } = await sampleOf(input);
    const list = longList(head);
    this.isSnapshot = /"configSnapshotId"/.test(head);
    for await (const { line, why } of list === undefined ? this.values(input, place) : this.members(input, list, place)) {
      this.complete = false;
      yield { ok: false, file: place.file, line, ...why };
    }
  }

  /** Entries of one long list, which may come in pages. */
  private async *members(input: InputFile, list: string, place: Place): AsyncGenerator<{ line: number; why: Why }> {
    for await (const member of readJsonMembers(input, [list, ...pageMarks])) {
      if (member.cut) this.complete = false;
      if (member.ends) continue;
      const value = parseJson(member.text);
      if (member.name !== list) {
        if (goesOn(value)) this.complete = false;
        continue;
      }
      const why =
        value === undefined
          ? { reason: member.cut ? 'the file ends within this entry' : 'the entry is not valid JSON' }
          : this.take(list, value, { ...place, line: member.line }, true);
      if (why) yield { line: member.line, why: { ...why, reason: `${why.reason} (${list})` } };
    }
  }

  /** Answers about one thing, one after the other or in a list; entries of lists that somebody took out of their answers. */
  private async *values(input: InputFile, place: Place): AsyncGenerator<{ line: number; why: Why }> {
    for await (const { line, text, cut } of readJsonItems(input)) {
      const value = parseJson(text);
      if (value === undefined) yield { line, why: { reason: cut ? 'the file ends within this answer' : 'the answer is not valid JSON' } };
      else for (const why of this.answer(value, { ...place, line })) yield { line, why };
    }
  }

  private *answer(value: unknown, place: Place): Generator<Why> {
    const alone = isConfigItem(value) ? 'configurationItems' : listOfObject(value);
    if (alone !== undefined) {
      const why = this.take(alone, value, place, false);
      if (why) yield why;
      if (alone === 'inventory') this.whole.push(place);
      return;
    }
    const held = isObject(value) ? everyList.filter((name) => isObject(value[name]) || Array.isArray(value[name])) : [];
    if (held.length === 0) yield { reason: 'this is no answer about what runs or lies in an account that is known here' };
    if (isObject(value) && Object.entries(value).some(([name, mark]) => marksPage(name) && goesOn(mark))) this.complete = false;
    for (const name of held) {
      const given = isObject(value) ? value[name] : [];
      const entries = [given].flat();
      if (entries.length === 0 && !this.emptied(name, place)) yield { field: name, reason: nothingOf };
      for (const entry of entries) {
        const why = this.take(name, entry, place, Array.isArray(given));
        if (why) yield { ...why, reason: `${why.reason} (${name})` };
      }
    }
  }

  private take(list: string, value: unknown, place: Place, isListed: boolean): Why | undefined {
    const into: Into = { inventory: this.inventory, place, fingerprint: this.fingerprint, isListed };
    if (configLists.includes(list)) return takeConfigItem(value, into, this.isSnapshot);
    return lists[list]!.take(value, into);
  }

  /** That a list is empty says something only of an account that is known. */
  private emptied(list: string, place: Place): boolean {
    const type = lists[list]?.lists;
    if (list === 'inventory') this.whole.push(place);
    else if (type !== undefined && place.account !== undefined) this.inventory.listed(type, place);
    return type === undefined || place.account !== undefined;
  }

  *rows(): Generator<Row & { place: Place }> {
    const seen = new Map<string, Place>();
    const accounts = new Set<string>();
    for (const thing of this.inventory.all()) {
      const { place, account, type } = thing;
      const region = thing.arn.split(':')[3];
      const source = this.sourceOf(type, account, region);
      if (account !== undefined) accounts.add(account);
      seen.set(source, place);
      yield { source, thing, place };
    }
    for (const { type, place } of this.inventory.lists()) {
      yield { source: this.sourceOf(type, place.account, place.region), listing: { type, place }, place };
    }
    const [first] = this.whole;
    if (first)
      for (const account of accounts.size > 0 ? accounts : [first.account])
        yield {
          source: this.sourceOf('inventory', account, undefined),
          listing: { type: '*', place: { ...first, ...(account === undefined ? {} : { account }) } },
          place: first,
        };
  }

  private sourceOf(type: string, account: string | undefined, region: string | undefined): string {
    return `aws-inventory:${[account ?? this.name, region, type].filter((part) => part !== undefined && part !== '').join('/')}`;
  }
}

const nothingOf = 'the list is empty, and nothing says of which account; put it into the name of the file: 123456789012/eu-west-1/FILE';

/** Shorter files are read value by value, of whatever kinds they are; longer ones are one list, or else too. */
const longFrom = 32 * 1024;
function longList(head: string): string | undefined {
  return head.length < longFrom || parseJson(head.split('\n', 1)[0]!) !== undefined ? undefined : listAtStart(head, everyList);
}

const isConfigItem = (value: unknown): boolean => isObject(value) && Object.keys(value).some((name) => name.toLowerCase() === 'resourcetype');
