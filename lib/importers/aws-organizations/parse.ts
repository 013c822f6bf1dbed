import type { z } from 'zod';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import { entryReason } from '../aws/awsDocument.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { readJsonMembers } from '../readJsonMembers.ts';
import { type Asked, askedFor } from './askedFor.ts';
import { attachmentEntry, policyEntry, targetEntry } from './entries.ts';
import { Levels, levelNames } from './levels.ts';
import { type Account, Organization, type Place } from './organization.ts';
import { organizationDocument } from './organizationDocument.ts';

export type Row = { source: string; document: AwsDocument; account?: Account };

const lists = ['Roots', 'OrganizationalUnits', 'Accounts', 'Children', 'Parents', 'Policies', 'Policy', 'Targets'] as const;
type List = (typeof lists)[number];

/** Reads answers about an organisation, each of which tells a part of it: all files together are one. What they say comes when the last has been read. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const organization = new Organization();
  const state = { unread: false, source: `aws-organizations:${setting.name}` };
  const sourceOf = (id: string | undefined): string => `aws-organizations:${id ?? setting.name}`;
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) {
      for await (const one of read(input, file, organization, state)) {
        if (one.ok) yield { ok: true, file, line: one.line, row: { source: sourceOf(organization.only), document: one.row } };
        else yield one;
      }
    }
    state.source = sourceOf(organization.only);
    for (const { place, organization: id, ...said } of organization.said()) {
      if ('missing' in said || said.warning !== undefined) state.unread = true;
      if ('missing' in said) yield { ok: false, ...place, field: 'Content', reason: said.missing };
      else {
        const { document, account, warning } = said;
        yield {
          ok: true,
          ...place,
          row: { source: sourceOf(id), document, ...(account && { account }) },
          ...(warning === undefined ? {} : { warnings: [warning] }),
        };
      }
    }
  }
  return {
    get source() {
      return state.source;
    },
    get complete() {
      return !state.unread;
    },
    mode: 'snapshot',
    dataTime: 'import',
    records: records(),
  };
}

/** Fills the organisation with what the file says; answers what stands for itself (levels), and what cannot be read. */
async function* read(input: InputFile, file: number, organization: Organization, state: { unread: boolean }): AsyncGenerator<Parsed<AwsDocument>> {
  const asked = askedFor(input.name);
  let levels = new Levels();
  for await (const member of readJsonMembers(input, ['Organization', 'NextToken', ...lists, ...levelNames])) {
    const place = { file, line: member.line };
    if (member.cut) state.unread = true;
    if (member.ends) {
      for (const document of levels.documents()) yield { ok: true, ...place, row: document };
      levels = new Levels();
      continue;
    }
    const value = parseJson(member.text);
    if (value === null) continue;
    const why =
      value === undefined
        ? { reason: member.cut ? 'the file ends within this entry' : 'the entry is not valid JSON' }
        : take(member.name, value, place, { organization, levels, asked });
    if (why === 'more') state.unread = true;
    else if (why !== undefined) {
      state.unread = true;
      yield { ok: false, ...place, ...why, reason: `${why.reason} (${member.name})` };
    }
  }
}

type Into = { organization: Organization; levels: Levels; asked: Asked };
type Why = { field?: string; reason: string };

/** Takes one value in. Answers why it cannot be read, or `more` where an answer goes on. */
function take(name: string, value: unknown, place: Place, into: Into): Why | 'more' | undefined {
  if (name === 'NextToken') return 'more';
  if (name === 'Organization') {
    const { documents, unread } = organizationDocument(value);
    for (const { kind, body } of documents) if (kind === 'organization') into.organization.describe(body, place);
    return unread[0];
  }
  if (name === 'scps' || name === 'rcps' || name === 'accountId') return into.levels.take(name, value);
  const list = lists.find((one) => one === name);
  return list === undefined ? undefined : takers[list](value, place, into);
}

/** Of an entry of each list. */
const takers: { [list in List]: (value: unknown, place: Place, into: Into) => Why | undefined } = {
  Roots: taker(targetEntry, (entry, place, { organization }) => organization.addTarget(entry, place)),
  OrganizationalUnits: taker(targetEntry, (entry, place, { organization, asked }) => organization.addTarget(entry, place, asked.parent)),
  Accounts: taker(targetEntry, (entry, place, { organization, asked }) => organization.addTarget(entry, place, asked.parent)),
  Children: taker(targetEntry, (entry, place, { organization, asked }) =>
    organization.addTarget({ Id: entry.Id, ParentId: entry.ParentId }, place, asked.parent),
  ),
  Parents: taker(targetEntry, ({ Id }, place, { organization, asked }) => {
    if (asked.target === undefined) return 'the answer does not say whose parent it is, and neither does the name of its file';
    return organization.addTarget({ Id: asked.target, ParentId: Id }, place);
  }),
  Policies: taker(policyEntry, (entry, place, { organization, asked }) => policyTaken(organization.addPolicy(entry, place, asked.attachedTo))),
  Policy: taker(policyEntry, (entry, place, { organization }) => policyTaken(organization.addPolicy(entry, place))),
  Targets: taker(attachmentEntry, ({ TargetId }, place, { organization, asked }) => {
    if (asked.policy === undefined) return 'the answer does not say what policy it is about, and neither does the name of its file';
    return organization.attach(asked.policy, TargetId, place);
  }),
};

function taker<Entry>(
  schema: z.ZodType<Entry>,
  into: (entry: Entry, place: Place, all: Into) => string | undefined,
): (value: unknown, place: Place, all: Into) => Why | undefined {
  return (value, place, all) => {
    const entry = schema.safeParse(value);
    if (!entry.success) return entryReason(entry.error);
    const reason = into(entry.data, place, all);
    return reason === undefined ? undefined : { reason };
  };
}

const policyTaken = (taken: boolean): string | undefined => (taken ? undefined : 'the policy has no Id');
