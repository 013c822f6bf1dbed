import { accountOfArn } from '../../model/arn.ts';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { asObject, parseJson } from '../parseJson.ts';
import { type JsonMember, readJsonMembers } from '../readJsonMembers.ts';
import { type GaadList, gaadDocument, gaadLists, unreadablePolicies } from './gaadDocuments.ts';

/** A user, group, role or policy, and the source that says it. */
export type Row = { source: string; document: AwsDocument };

/** What says that an answer has another page: the API's flag and mark, the command line's token. */
const pageMarks = ['IsTruncated', 'Marker', 'NextToken'] as const;

/** Reads answers: of one account or several, whole or page by page, in any number of files. An account of which no last page is there is not complete. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const pages = new Pages();
  let unread = false;
  let first: string | undefined;
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) {
      let account = (await accountOf(input)) ?? setting.name;
      for await (const member of readJsonMembers(input, [...gaadLists, ...pageMarks])) {
        if (member.cut) unread = true;
        if (member.ends || !isList(member.name)) pages.read(member, account);
        if (member.ends || !isList(member.name) || member.text.trim() === 'null') continue;
        const value = parseJson(member.text);
        account = accountOfEntry(value) ?? account;
        const source = `aws-gaad:${account}`;
        first ??= source;
        const record = parsed(file, member.line, member.name, value, { account, source, cut: member.cut });
        // what could not be read may have granted anything: the rest is not the whole picture
        if (!record.ok) unread = true;
        yield record;
      }
    }
  }
  return {
    get source() {
      return first ?? `aws-gaad:${setting.name}`;
    },
    get complete() {
      return !unread && pages.areComplete;
    },
    mode: 'snapshot',
    dataTime: 'import',
    records: records(),
  };
}

const isList = (name: string): name is GaadList => gaadLists.some((list) => list === name);

const unreadable = 'a policy or trust is missing or no JSON object: it allows and forbids nothing';

type Place = { account: string; source: string; cut: boolean };

function parsed(file: number, line: number, list: GaadList, value: unknown, { account, source, cut }: Place): Parsed<Row> {
  if (value === undefined)
    return { ok: false, file, line, field: list, reason: cut ? `the file ends within this entry of ${list}` : `the entry of ${list} is not valid JSON` };
  const read = gaadDocument(list, value, account);
  if (read.ok) {
    const row = { source, document: read.document };
    return unreadablePolicies(read.document) === 0 ? { ok: true, file, line, row } : { ok: true, file, line, row, warnings: [unreadable] };
  }
  return { ok: false, file, line, ...(read.field === undefined ? {} : { field: read.field }), reason: `${read.reason} (${list})` };
}

/** The account of the first entry whose ARN has one: AWS's own policies, which have none, may come before it. Reads no further. */
async function accountOf(input: InputFile): Promise<string | undefined> {
  for await (const member of readJsonMembers(input, gaadLists)) {
    const account = member.ends ? undefined : accountOfEntry(parseJson(member.text));
    if (account !== undefined) return account;
  }
  return undefined;
}

function accountOfEntry(value: unknown): string | undefined {
  const entry = asObject(value);
  const arn = entry?.Arn ?? entry?.arn ?? entry?.ARN;
  return typeof arn === 'string' ? accountOfArn(arn) : undefined;
}

/** Which accounts have their last page: the pages of one account are the same whatever their order and file. */
class Pages {
  private goesOn = false;
  private said: boolean | undefined;
  private readonly last = new Map<string, boolean>();

  read(member: JsonMember, account: string): void {
    if (!member.ends) this.mark(member.name, parseJson(member.text));
    else {
      const isLast = !(this.said ?? this.goesOn);
      this.last.set(account, this.last.get(account) === true || isLast);
      [this.goesOn, this.said] = [false, undefined];
    }
  }

  private mark(name: string, value: unknown): void {
    if (name === 'IsTruncated') this.said = value === true || value === 'true';
    else if (typeof value === 'string' && value !== '') this.goesOn = true;
  }

  get areComplete(): boolean {
    return this.last.size > 0 && [...this.last.values()].every((isLast) => isLast);
  }
}
