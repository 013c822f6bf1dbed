import { accountOfAccessKey } from '../../model/accountOfAccessKey.ts';
import { accountOfArn } from '../../model/arn.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { entryReason } from '../aws/awsDocument.ts';
import { awsTime } from '../aws/awsTime.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { present } from '../present.ts';
import { readJsonItems } from '../readJsonItems.ts';
import { type Answer, answer, type Key } from './answers.ts';
import { isActive } from './credentialsDocuments.ts';

/** A key of a user without its secret, what else is known of it, or only that a user has a password. */
export type Row = {
  source: string;
  account?: string;
  arn?: string;
  user?: string;
  password?: boolean;
  key?: {
    id: string;
    /** Fingerprint of the secret, where the answer is that of its making. */
    alias?: string;
    /** Absent where an answer only says when it was last used. */
    active?: boolean;
    created?: string;
    lastUsed?: string;
    region?: string;
    service?: string;
  };
};

/** Where a row stands. */
type Place = { file: number; line: number };

/** Reads lists of access keys, of one user each or of many, with answers about their last use among them. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const set = new KeySet(setting);
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) {
      for await (const { line, text, cut } of readJsonItems(input)) {
        const value = parseJson(text);
        const read = value === undefined ? undefined : answer.safeParse(value);
        if (read?.success) yield* set.rows(read.data, { file, line }, input.name);
        else
          yield set.unreadable(
            { file, line },
            read ? entryReason(read.error) : { reason: cut ? 'the file ends within this answer' : 'the answer is not valid JSON' },
          );
      }
    }
    yield* set.lastUses();
  }
  return {
    get source() {
      return set.source;
    },
    get complete() {
      return set.complete;
    },
    mode: 'snapshot',
    dataTime: 'import',
    records: records(),
  };
}

/** What only the whole set says: how many keys a user has, whether every list is there to its end. */
class KeySet {
  source: string;
  private lists = 0;
  private unread = false;
  private readonly setting: Setting;
  private readonly keysOf = new Map<string, Set<string>>();
  private readonly nameless: { place: Place; given: Answer }[] = [];

  constructor(setting: Setting) {
    this.setting = setting;
    this.source = `aws-access-keys:${setting.name}`;
  }

  /** Answers of making a key are no list: there may be others. */
  get complete(): boolean {
    return !this.unread && this.lists > 0;
  }

  unreadable({ file, line }: Place, why: { field?: string; reason: string }): Parsed<Row> {
    this.unread = true;
    return { ok: false, file, line, ...why };
  }

  *rows(given: Answer, place: Place, fileName: string): Generator<Parsed<Row>> {
    if (given.IsTruncated === true || given.Marker !== undefined || given.NextToken !== undefined) this.unread = true;
    if (given.AccessKey === undefined) this.lists++;
    const listed: Key[] = [
      ...given.AccessKeyMetadata,
      ...given.AccessKeys,
      ...(given.AccessKey ? [given.AccessKey] : []),
      ...(given.AccessKeyId === undefined ? [] : [given]),
    ];
    for (const key of listed) yield this.row({ ...whoseOf(given), ...present(key) }, place);
    if (given.PasswordEnabled !== undefined) yield { ok: true, ...place, row: { ...this.whose(given, undefined), password: given.PasswordEnabled } };
    if (given.AccessKeyLastUsed === undefined || given.AccessKeyId !== undefined) return;
    const named = /(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])/.exec(fileName)?.[0];
    if (named === undefined) this.nameless.push({ place, given });
    else yield this.row({ ...given, AccessKeyId: named }, place);
  }

  /** Answers that do not say of which key they are: of the only one of their user. */
  *lastUses(): Generator<Parsed<Row>> {
    for (const { place, given } of this.nameless) {
      const [only, ...others] = this.keysOf.get(userOf(given)) ?? [];
      if (only !== undefined && others.length === 0) yield this.row({ ...given, AccessKeyId: only }, place);
      else
        yield this.unreadable(place, {
          field: 'AccessKeyId',
          reason: 'AccessKeyId is missing, and the user of this answer has not exactly one key in these files',
        });
    }
  }

  private row(key: Key, place: Place): Parsed<Row> {
    const { AccessKeyId: id, Status, CreateDate, SecretAccessKey, AccessKeyLastUsed: used } = key;
    if (id === undefined || !/^A[KS]IA[A-Z0-9]{8,124}$/.test(id))
      return this.unreadable(place, { field: 'AccessKeyId', reason: 'AccessKeyId is not the id of an access key' });
    const whose = this.whose(key, id);
    if (key.UserName !== undefined) this.keysOf.set(userOf(key), (this.keysOf.get(userOf(key)) ?? new Set()).add(id));
    const states = Status === undefined && CreateDate === undefined && used !== undefined ? undefined : isActive(Status);
    const says = { active: states, alias: aliasOf(SecretAccessKey, this.setting.fingerprint), created: awsTime(CreateDate) };
    const use = { lastUsed: awsTime(used?.LastUsedDate), region: knownOf(used?.Region), service: knownOf(used?.ServiceName) };
    return { ok: true, ...place, row: { ...whose, key: { id, ...present({ ...says, ...use }) } } };
  }

  /** The account: what the answer says (people write it there), the name given at import where it is one, or what the id of the key says. */
  private whose(given: Answer | Key, id: string | undefined): Omit<Row, 'key'> {
    const arn = given.UserArn ?? given.Arn;
    const said = [given.Account, arn && accountOfArn(arn), this.setting.name].find((account) => account !== undefined && /^\d{12}$/.test(account));
    const account = said ?? (id === undefined ? undefined : accountOfAccessKey(id));
    const source = `aws-access-keys:${account ?? this.setting.name}`;
    this.source = source;
    const user = given.UserName ?? (arn === undefined ? undefined : arn.slice(arn.lastIndexOf('/') + 1));
    return { source, ...present({ account, arn, user }) };
  }
}

const whoseOf = ({ Account, Arn, UserArn, UserName }: Answer) => present({ Account, Arn, UserArn, UserName });
const userOf = ({ Account, UserName }: Answer | Key): string => `${Account ?? ''} ${UserName ?? ''}`;
const aliasOf = (secret: string | undefined, fingerprint: Fingerprint): string | undefined => (secret === undefined ? undefined : fingerprint(secret));
/** AWS writes `N/A` where a key was never used. */
const knownOf = (word: string | undefined): string | undefined => (word === undefined || word === 'N/A' ? undefined : word);
