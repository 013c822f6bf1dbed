import { z } from 'zod';
import type { Attrs, Json } from '../../model/facts.ts';
import { schemaReason } from '../../model/rolesDocument.ts';
import { parseTime } from '../../model/time.ts';
import type { Finding } from '../finding.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { isObject, parseJson } from '../parseJson.ts';
import { readJsonItems } from '../readJsonItems.ts';
import { repository } from '../repositoryKey.ts';
import { namesOf, scrubber } from '../secretNames.ts';
import type { Leak, Read } from './leak.ts';
import { sarifResults } from './sarif.ts';

const text = z.string().nullish();
const line = z.number().int().nullish();
/** A finding of Gitleaks v8 (`report.Finding`), as far as it is used. */
const v8 = z.looseObject({
  ...{ RuleID: z.string().min(1), Secret: z.string(), File: z.string(), Description: text, Match: text, StartLine: line },
  ...{ Commit: text, Link: text, Date: text, Email: text, SymlinkFile: text },
});
/** A finding of Gitleaks v7 (`scan.Leak`). */
const v7 = z.looseObject({
  ...{ rule: z.string().min(1), offender: z.string(), file: z.string(), lineNumber: line, line: text },
  ...{ commit: text, repo: text, repoURL: text, leakURL: text, date: text, email: text },
});

/** Reads findings of any version. They add to what was known: a finding that is no longer reported says nothing, for the value stays in the history. */
export function open(files: InputFile[], setting: Setting): Opened<Finding> {
  const opened = { source: `gitleaks:${setting.name}`, mode: 'increment' as const, complete: true, records: read() };
  async function* read(): AsyncGenerator<Parsed<Finding>> {
    for (const [file, input] of files.entries()) {
      for await (const item of readJsonItems(input)) {
        if (item.cut) opened.complete = false;
        if (item.text === 'null') continue;
        const value = parseJson(item.text);
        if (value === undefined)
          yield { ok: false, file, line: item.line, reason: item.cut ? 'the file ends within this finding' : 'the finding is not valid JSON' };
        else if (isObject(value) && Array.isArray(value.runs)) yield* sarif(value, item, file, setting);
        else yield finding(leakOf(value), file, item.line, setting);
      }
    }
  }
  return opened;
}

function* sarif(value: { [name: string]: unknown }, item: { line: number; text: string }, file: number, setting: Setting): Generator<Parsed<Finding>> {
  for (const { line: at, result } of sarifResults(value, item)) yield finding(result, file, at, setting);
}

function leakOf(value: unknown): Read {
  if (isObject(value) && 'offender' in value) {
    const read = v7.safeParse(value);
    if (!read.success) return { ok: false, ...schemaReason(read.error) };
    const { rule, offender: secret, file, lineNumber, commit, repoURL, repo, leakURL, date, email } = read.data;
    const named = repoURL || linked(leakURL) || (repo && repo !== '.' ? repo : undefined);
    return { ok: true, leak: { rule, secret, file, line: lineNumber ?? undefined, ...where(commit, date, email), repository: named } };
  }
  const read = v8.safeParse(value);
  if (!read.success) return { ok: false, ...schemaReason(read.error) };
  const { RuleID: rule, Secret: secret, File: file, StartLine, Commit, Link, Date: date, Email } = read.data;
  return { ok: true, leak: { rule, secret, file, line: StartLine ?? undefined, ...where(Commit, date, Email), repository: linked(Link) } };
}

const where = (commit?: string | null, at?: string | null, author?: string | null): Pick<Leak, 'commit' | 'at' | 'author'> => ({
  commit: commit || undefined,
  at: at || undefined,
  author: author || undefined,
});

/** `https://HOST/OWNER/REPO/blob/COMMIT/FILE#L1` names its repository. */
const linked = (link: string | null | undefined): string | undefined => /^(https?:\/\/[^/]+\/.+?)(?:\/-)?\/(?:blob|commit|src)\//.exec(link ?? '')?.[1];

function finding(read: Read, file: number, at: number, { name, fingerprint }: Setting): Parsed<Finding> {
  if (!read.ok) return { ok: false, file, line: at, ...(read.field === undefined ? {} : { field: read.field }), reason: read.reason };
  const { leak } = read;
  const { names, identifier, secrets } = namesOf(telling(leak.secret), '', fingerprint);
  const scrub = scrubber([...secrets, leak.secret], fingerprint);
  const place = placeOf(leak, name);
  const found = scrub(`${place.store}${place.within}`);
  const [first, ...others] = names;
  const time = leak.at === undefined ? undefined : parseTime(leak.at)?.time;
  return {
    ok: true,
    file,
    line: at,
    row: {
      // no name of its own (a placeholder, the header of a key): the place tells it apart
      names: first === undefined ? [`finding:${scrub(leak.rule.toLowerCase())}@${found}`] : [first, ...others],
      hasIdentifier: identifier !== undefined,
      type: typeOf(leak.rule),
      verified: false,
      store: scrub(place.store),
      storeKind: 'repository',
      where: found,
      ...(time === undefined ? {} : { at: time }),
      evidence: evidenceOf(leak, scrub),
    },
  };
}

/** `--redact` leaves a part and dots, and a rule for private keys may take the first line only: such texts are the same for many secrets. */
function telling(secret: string): string {
  return /\.{3}$/.test(secret) || /^-----BEGIN [A-Z0-9 ]*-----\s*$/.test(secret) ? '' : secret;
}

function placeOf({ repository: url, commit, file, line: at }: Leak, name: string): { store: string; within: string } {
  const place = `${file}${at === undefined ? '' : `:${at}`}`;
  const store = url === undefined ? `scan:${name}/gitleaks` : repository(url, undefined).store;
  return { store, within: commit === undefined ? ` ${place}` : `@${commit}:${place}` };
}

function evidenceOf({ rule, commit, author }: Leak, scrub: (text: string) => string): Attrs {
  const evidence: [string, Json][] = [['rule', scrub(rule)]];
  if (commit !== undefined) evidence.push(['commit', scrub(commit)]);
  if (author !== undefined) evidence.push(['author', scrub(author)]);
  return Object.fromEntries(evidence);
}

const types: [RegExp, string][] = [
  [/private.?key|pkcs8|\bpk\b/i, 'private-key'],
  [/aws/i, 'aws-access-key'],
  [/github/i, 'github-token'],
  [/gitlab/i, 'gitlab-token'],
  [/gcp.*service|service.?account/i, 'gcp-service-account-key'],
  [/slack/i, 'slack-token'],
];

/** The type of credential that a rule looks for; rules are named after the issuer. */
const typeOf = (rule: string): string =>
  types.find(([pattern]) => pattern.test(rule))?.[1] ?? `${rule.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-key`.replace(/-(?:key|token)-key$/, '-key');
