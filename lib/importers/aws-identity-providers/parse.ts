import { z } from 'zod';
import { accountOfArn, parseArn } from '../../model/arn.ts';
import type { AwsDocumentBody } from '../../model/awsDocuments.ts';
import { entryReason } from '../aws/awsDocument.ts';
import { listOf, members } from '../aws/members.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { present } from '../present.ts';
import { readJsonItems } from '../readJsonItems.ts';

export type Row = { source: string; provider: AwsDocumentBody<'identity-provider'> };

const text = z.string().min(1).optional();
/** An ARN alone, too. */
const provider = z.preprocess(
  (value) => (typeof value === 'string' ? { Arn: value } : value),
  members({ Arn: text, OpenIDConnectProviderArn: text, SAMLProviderArn: text, Url: text, ClientIDList: listOf(z.string()) }),
);
/** The answers of list-saml-providers, list-open-id-connect-providers and get-open-id-connect-provider; the last does not repeat the ARN. */
const answer = members({
  Arn: text,
  OpenIDConnectProviderArn: text,
  Url: text,
  ClientIDList: listOf(z.string()),
  SAMLProviderList: listOf(provider),
  OpenIDConnectProviderList: listOf(provider),
  SamlProviders: listOf(provider),
});
type Provider = z.infer<typeof provider>;

type Place = { file: number; line: number };

/** Reads lists of providers and what is known of each; they come when the last file has been read, for a list has their ARNs and another answer their clients. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const opened = { source: `aws-identity-providers:${setting.name}`, mode: 'snapshot' as const, complete: true, dataTime: 'import', records: counted() };
  async function* counted(): AsyncGenerator<Parsed<Row>> {
    for await (const record of records(files, setting.name)) {
      if (record.ok) opened.source = record.row.source;
      else opened.complete = false;
      yield record;
    }
  }
  return opened;
}

async function* records(files: InputFile[], name: string): AsyncGenerator<Parsed<Row>> {
  const providers = new Providers(name);
  for (const [file, input] of files.entries()) {
    for await (const { line, text: json, cut } of readJsonItems(input)) {
      const value = parseJson(json);
      const read = value === undefined ? undefined : answer.safeParse(value);
      if (read?.success) for (const given of providersOf(read.data)) providers.add(given, { file, line });
      else
        yield {
          ok: false,
          file,
          line,
          ...(read ? entryReason(read.error) : { reason: cut ? 'the file ends within this answer' : 'the answer is not valid JSON' }),
        };
    }
  }
  yield* providers.rows();
}

function providersOf({ SAMLProviderList, OpenIDConnectProviderList, SamlProviders, ...own }: z.infer<typeof answer>): Provider[] {
  return [...SAMLProviderList, ...OpenIDConnectProviderList, ...SamlProviders, ...(own.Url === undefined && own.Arn === undefined ? [] : [own])];
}

/** What all answers together say of each provider. */
class Providers {
  private readonly found = new Map<string, { place: Place; url?: string; clientIds: Set<string> }>();
  private readonly nameless: { place: Place; given: Provider }[] = [];
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  add(given: Provider, place: Place): void {
    const arn = given.Arn ?? given.OpenIDConnectProviderArn ?? given.SAMLProviderArn;
    if (arn !== undefined && parseArn(arn)) this.addTo(arn, given, place);
    else this.nameless.push({ place, given });
  }

  private addTo(arn: string, { Url, ClientIDList }: Provider, place: Place): void {
    const known = this.found.get(arn) ?? { place, clientIds: new Set<string>() };
    this.found.set(arn, { ...known, ...present({ url: Url }), clientIds: new Set([...known.clientIds, ...ClientIDList]) });
  }

  *rows(): Generator<Parsed<Row>> {
    for (const { place, given } of this.nameless) {
      const arn = this.arnOf(given);
      if (arn !== undefined) this.addTo(arn, given, place);
      else
        yield {
          ok: false,
          ...place,
          field: 'Arn',
          reason: 'the answer does not say which provider it is about, and no list among these files has one of its Url',
        };
    }
    for (const [arn, { place, url, clientIds }] of this.found) yield { ok: true, ...place, row: this.rowOf(arn, url, [...clientIds].sort()) };
  }

  /** The ARN of an OIDC provider ends in its URL without `https://`; the account is that of a list, or the name given at import where that is one. */
  private arnOf({ Url }: Provider): string | undefined {
    if (Url === undefined) return undefined;
    const end = `oidc-provider/${Url.replace(/^https:\/\//, '').replace(/\/$/, '')}`;
    const listed = [...this.found.keys()].filter((arn) => parseArn(arn)?.resource === end);
    if (listed.length > 0) return listed.length === 1 ? listed[0] : undefined;
    return /^\d{12}$/.test(this.name) ? `arn:aws:iam::${this.name}:${end}` : undefined;
  }

  private rowOf(arn: string, url: string | undefined, clientIds: string[]): Row {
    const account = accountOfArn(arn) ?? this.name;
    const host = /oidc-provider\/(.+)$/.exec(arn)?.[1];
    const address = url ?? host;
    const known = { url: address?.replace(/^(?!https?:\/\/)/, 'https://'), clientIds: clientIds.length > 0 ? clientIds : undefined };
    return { source: `aws-identity-providers:${account}`, provider: { account, arn, type: host === undefined ? 'saml' : 'oidc', ...present(known) } };
  }
}
