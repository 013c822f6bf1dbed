import type { Audience } from '../../model/facts.ts';
import { isObject, textOf } from '../parseJson.ts';
import { named, repository } from '../repositoryKey.ts';

/** Where a finding lies: the store (one resource per repository, bucket, image, channel ...), the place within it, and who is known to be able to look. */
export type Place = { store: string; kind: string; within: string; audience?: Audience; at?: string };

type Data = { [name: string]: unknown };
type Reader = (data: Data) => { store: string; kind: string; within?: string; audience?: Audience } | undefined;

/**
 * One line a source of TruffleHog (its proto/source_metadata.proto). Key forms are those of docs/keys.md. The audience is `public` only where the data say so:
 * a visibility of 0 is left out of TruffleHog's JSON and so cannot be told from an unknown one.
 */
const readers: { [source: string]: Reader } = {
  Artifactory: (d) => named('artifactory', joined(d.repo), 'repository', joined(d.path)),
  Azure: (d) => named('azure', joined('container', d.container), 'bucket', joined(d.file)),
  AzureRepos: (d) => named('azure', joined('repos', d.organization, d.project, lastPart(d.repository)), 'repository', inCommit(d)),
  Bitbucket: (d) => repository(d.repository ?? joined('https://bitbucket.org', d.workspace, d.snippet_id), inCommit(d)),
  Buildkite: (d) => named('buildkite', joined(d.org, d.pipeline), 'pipeline', joined('build', d.build_number)),
  CircleCI: (d) => named('circleci', joined(d.vcs_type, d.username, d.repository), 'pipeline', joined('build', d.build_number, d.build_step)),
  Confluence: (d) => named('confluence', joined(hostOf(d.link), d.space), 'space', joined(d.page, d.location, d.file)),
  Docker: (d) => named('docker', joined(d.image), 'image', joined(d.tag, d.layer, d.file)),
  ECR: (d) => named('docker', joined(d.registry, d.image), 'image', joined(d.layer, d.file)),
  Elasticsearch: (d) => named('elasticsearch', joined(d.index), 'index', joined(d.document_id)),
  Filesystem: (d) => named('file', textOf(d.file), 'file', d.line === undefined ? undefined : `line ${String(d.line)}`),
  Forager: (d) => inner(d),
  GCS: (d) => ({ ...named('gcp', joined('storage', d.bucket), 'bucket', joined(d.filename)), ...(everyone(d.acls) ? { audience: 'public' as const } : {}) }),
  Gerrit: (d) => named('gerrit', joined(d.project), 'repository', inCommit(d)),
  Git: (d) => repository(d.repository ?? d.repository_local_path, inCommit(d)),
  Github: (d) => seen(repository(d.repository, inCommit(d)), d.visibility),
  Gitlab: (d) => repository(d.repository, inCommit(d)),
  GoogleDrive: (d) => named('gdrive', textOf(d.path) ?? textOf(d.file), 'file', undefined),
  Huggingface: (d) => seen(named('huggingface', joined(d.resource_type, d.repository), 'repository', inCommit(d)), d.visibility),
  Jenkins: (d) => named('jenkins', joined(hostOf(d.link), d.project_name), 'pipeline', joined('build', d.build_number)),
  Jira: (d) => named('jira', joined(hostOf(d.link), textOf(d.issue)?.replace(/-\d+$/, '')), 'project', joined(d.issue, d.location)),
  NPM: (d) => named('npm', joined(d.package), 'package', joined(d.release, d.file)),
  Postman: (d) =>
    named(
      'postman',
      textOf(d.workspace_uuid) ?? textOf(d.workspace_name) ?? textOf(d.collection_id),
      'workspace',
      joined(d.collection_name, d.environment_name, d.request_name),
    ),
  PyPi: (d) => named('pypi', joined(d.package), 'package', joined(d.release, d.file)),
  S3: (d) => named('aws', d.bucket === undefined ? undefined : `arn:aws:s3:::${String(d.bucket)}`, 'bucket', joined(d.file)),
  Sentry: (d) => named('sentry', joined(d.organization_slug ?? d.organization_id, d.project_slug ?? d.project_id), 'project', joined(d.issue_id, d.event_id)),
  SharePoint: (d) => named('sharepoint', joined(hostOf(d.link), d.docid ?? d.title), 'file', undefined),
  Slack: (d) => seen(named('slack', joined('channel', d.channel_id), 'channel', joined(d.timestamp, d.location, d.file)), d.visibility),
  SlackContinuous: (d) => seen(named('slack', joined('channel', d.channel_id), 'channel', joined(d.timestamp, d.location, d.file)), d.visibility),
  Syslog: (d) => named('syslog', joined(d.hostname ?? d.client, d.appname), 'log', textOf(d.timestamp)),
  Teams: (d) => named('teams', joined('channel', d.channel_id), 'channel', joined(d.timestamp, d.location, d.file)),
  TravisCI: (d) => ({
    ...named('travisci', joined(d.username, d.repository), 'pipeline', joined('build', d.build_number)),
    ...(d.public === true ? { audience: 'public' as const } : {}),
  }),
  Webhook: (d) => inner(d),
  Vector: (d) => named('log', joined(d.source_type, d.host), 'log', textOf(d.locator)),
};

/** The place that `SourceMetadata.Data` names: an object with one member, named after the source. Undefined where it names none. */
export function placeOf(data: Data, fallback: string): Place | undefined {
  const [source, inside] = Object.entries(data).find(([, value]) => isObject(value)) ?? [];
  if (source === undefined || !isObject(inside)) return undefined;
  const name = Object.keys(readers).find((known) => known.toLowerCase() === source.toLowerCase());
  const read = name === undefined ? undefined : readers[name]?.(inside);
  const place = read?.store ? read : { store: `scan:${fallback}/${source.toLowerCase()}`, kind: 'store', within: firstText(inside) };
  const at = goTime(textOf(inside.timestamp) ?? textOf(inside.updated_at) ?? textOf(inside.uploaded) ?? textOf(inside.date_created));
  return { ...place, within: place.within ?? '', ...(at === undefined ? {} : { at }) };
}

/** `2022-06-16 10:17:40 -0700 -0700`, as Go prints times, without its second zone; other forms as they are. */
function goTime(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  return text.replace(/^(\S+ \S+ [+-]\d{4})\s.*$/, '$1').replace(/^(\S+) (\S+) (UTC|[+-]\d{4}).*$/, '$1T$2$3');
}

function inCommit(data: Data): string {
  const line = data.line === undefined ? '' : `:${String(data.line)}`;
  const commit = textOf(data.commit);
  return `${commit === undefined ? '' : `@${commit}:`}${textOf(data.file) ?? ''}${line}`;
}

function seen<P extends object>(place: P, visibility: unknown): P & { audience?: Audience } {
  return visibility === 'public' || visibility === 0 ? { ...place, audience: 'public' } : place;
}

function inner(data: Data): ReturnType<Reader> {
  const [source, inside] = Object.entries(data).find(([, value]) => isObject(value)) ?? [];
  const name = Object.keys(readers).find((known) => known.toLowerCase() === source?.toLowerCase());
  return name === undefined || !isObject(inside) ? undefined : readers[name]?.(inside);
}

const everyone = (acls: unknown): boolean => Array.isArray(acls) && acls.some((acl) => typeof acl === 'string' && /allUsers|allAuthenticatedUsers/.test(acl));
const hostOf = (link: unknown): string | undefined => /^https?:\/\/([^/@]+)/i.exec(textOf(link) ?? '')?.[1]?.toLowerCase();
const lastPart = (path: unknown): string | undefined => textOf(path)?.split('/').at(-1);
const firstText = (data: Data): string => Object.values(data).find((value) => typeof value === 'string') ?? '';

/** What there is of the parts, with slashes between; undefined where there is nothing, or nothing but a first fixed word. */
function joined(...parts: unknown[]): string | undefined {
  const texts = parts.flatMap((part) => (typeof part === 'number' ? [String(part)] : (textOf(part) ?? [])));
  const fixed = parts.length > 1 && ['channel', 'container', 'storage', 'repos', 'build', 'https://bitbucket.org'].includes(String(parts[0])) ? 1 : 0;
  return texts.length > fixed ? texts.join('/') : undefined;
}
