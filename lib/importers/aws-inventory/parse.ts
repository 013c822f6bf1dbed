import { type Place, placeOf } from '../aws/place.ts';
import { type Answer, readAnswers, type Wanted } from '../aws/readAnswers.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { sampleOf } from '../inputFile.ts';
import { isObject } from '../parseJson.ts';
import { present } from '../present.ts';
import { takeConfigItem } from './configItem.ts';
import { Inventory, type Listing, type Thing } from './inventory.ts';
import type { Into, Why } from './list.ts';
import { listNames, listOfObject, lists } from './lists.ts';

/** A thing, or that all things of a type were listed, and the source that says it: an account's things of one type in one region. */
export type Row = { source: string } & ({ thing: Thing } | { listing: Omit<Listing, 'type'> & { type: string } });

/** Lists of AWS Config's items. */
export const configLists = ['configurationItems', 'baseConfigurationItems', 'Results'];

const isConfigItem = (value: unknown): boolean => isObject(value) && Object.keys(value).some((name) => name.toLowerCase() === 'resourcetype');
const wanted: Wanted = {
  lists: [...listNames, ...configLists],
  alone: (value) => (isConfigItem(value) ? 'configurationItems' : listOfObject(value)),
  other: 'this is no answer about what runs or lies in an account that is known here',
};

/** Reads answers that each tell a part: what they say comes when the last has been read. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const set = new AnswerSet(setting);
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) yield* set.read(input, placeOf(file, setting.fingerprint, setting.name, input.name));
    for (const { place, ...row } of set.rows()) yield { ok: true, file: place.file, line: place.line, row };
  }
  return {
    source: `aws-inventory:${setting.name}`,
    mode: 'snapshot',
    get complete() {
      return set.complete;
    },
    dataTime: 'import',
    records: records(),
  };
}

/** All files of an import. */
class AnswerSet {
  complete = true;
  private readonly inventory = new Inventory();
  /** Where a list that somebody wrote down says that there is nothing else. */
  private written: Place | undefined;
  private readonly setting: Setting;

  constructor(setting: Setting) {
    this.setting = setting;
  }

  /** Takes a file in; answers what in it cannot be read. */
  async *read(input: InputFile, place: Place): AsyncGenerator<Parsed<Row>> {
    const isSnapshot = /"configSnapshotId"/.test((await sampleOf(input)).head);
    for await (const answer of readAnswers(input, wanted)) {
      const why = this.take(answer, { ...place, line: answer.line }, isSnapshot);
      if (why !== undefined || answer.is === 'more') this.complete = false;
      if (why !== undefined) yield { ok: false, file: place.file, line: answer.line, ...why };
    }
  }

  private take(answer: Answer, place: Place, isSnapshot: boolean): Why | undefined {
    if (answer.is === 'more') return undefined;
    if (answer.is === 'broken') return { reason: answer.reason };
    const { list } = answer;
    if (list === 'inventory') this.written ??= place;
    if (answer.is === 'empty') return this.emptied(list, place);
    const into: Into = { inventory: this.inventory, place, fingerprint: this.setting.fingerprint, isListed: answer.isListed };
    const why = configLists.includes(list) ? takeConfigItem(answer.entry, into, isSnapshot) : lists[list]!.take(answer.entry, into);
    return why && { ...why, reason: `${why.reason} (${list})` };
  }

  /** That a list is empty says something only of an account that is known. */
  private emptied(list: string, place: Place): Why | undefined {
    const type = lists[list]?.lists;
    if (type === undefined) return undefined;
    if (place.account === undefined) return { field: list, reason: nothingOf };
    this.inventory.listed(type, place);
    return undefined;
  }

  *rows(): Generator<Row & { place: Place }> {
    const accounts = new Set<string | undefined>();
    for (const thing of this.inventory.all()) {
      accounts.add(thing.account);
      yield { source: this.sourceOf(thing.type, thing.account, thing.arn.split(':')[3]), thing, place: thing.place };
    }
    for (const { type, place } of this.inventory.lists()) yield { source: this.sourceOf(type, place.account, place.region), listing: { type, place }, place };
    const { written } = this;
    if (written === undefined) return;
    for (const account of accounts) {
      const place = { ...written, ...present({ account }) };
      yield { source: this.sourceOf('inventory', account, undefined), listing: { type: '*', place }, place };
    }
  }

  private sourceOf(type: string, account: string | undefined, region: string | undefined): string {
    return `aws-inventory:${[account ?? this.setting.name, region, type].filter((part) => part !== undefined && part !== '').join('/')}`;
  }
}

const nothingOf = 'the list is empty, and nothing says of which account; put it into the name of the file: 123456789012/eu-west-1/FILE';
