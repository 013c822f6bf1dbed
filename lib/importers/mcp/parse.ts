import { z } from 'zod';
import { KeyblastError } from '../../model/errors.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { redactKey, redactText } from '../../model/redact.ts';
import { type HeldKey, keysOf } from '../heldKeys.ts';
import { type Held, heldBy } from '../heldSecrets.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { readPieces } from '../readLines.ts';
import { scrubber } from '../secretNames.ts';
import { type Entry, readDocument } from './document.ts';
import { hostOf } from './hosts.ts';

export type Server = {
  name: string;
  /** Key of its resource. */
  resource: string;
  title: string;
  remote: boolean;
  disabled: boolean;
  /** False where the package may be another one tomorrow; absent where it is none. */
  pinned?: boolean;
  /** Tools that run without asking; `*` is every one. */
  approved: string[];
  keys: HeldKey[];
  /** Names of secrets that are kept elsewhere and handed in. */
  references: string[];
};
/** An agent of a configuration file (of one project of it), and on all records but the first one server. */
export type Row = { source: string; agent: string; title: string; host: string; file: string; where: string; server?: Server };

/** Configuration files are small: one that is not is none. */
const mostBytes = 8 * 1024 * 1024;

/** Reads configurations. Each file is a source of its own, a snapshot: a server that was taken out of it is gone. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) yield* recordsOf(input, file, setting);
  }
  return { source: `mcp:${setting.name}`, mode: 'snapshot', complete: true, records: records() };
}

async function* recordsOf(input: InputFile, file: number, { name, fingerprint }: Setting): AsyncGenerator<Parsed<Row>> {
  const document = readDocument(input.name, await textOf(input));
  if (!document.ok) throw new KeyblastError('INVALID', `${input.name} line ${document.line}: ${document.reason}; nothing of it was imported`);
  const path = redactKey(plainPath(input.name), fingerprint);
  const projects = [...new Set([undefined, ...document.entries.map(({ project }) => project)])];
  for (const project of projects) {
    const entries = document.entries.filter((entry) => entry.project === project);
    if (project === undefined && entries.length === 0 && projects.length > 1) continue;
    const row = rowOf(path, name, project === undefined ? undefined : redactKey(project, fingerprint));
    yield { ok: true, file, line: entries[0]?.line ?? 1, row };
    for (const entry of entries) yield serverRow(row, entry, file, fingerprint);
  }
}

async function textOf(input: InputFile): Promise<string> {
  let text = '';
  for await (const piece of readPieces(input)) {
    text += piece.text;
    if (text.length > mostBytes) throw new KeyblastError('TOO_LARGE', `${input.name} is longer than ${mostBytes} bytes; it is no configuration of an MCP host`);
  }
  return text;
}

const plainPath = (name: string): string =>
  name
    .replaceAll('\\', '/')
    .replace(/^(?:\.{0,2}\/)+/, '')
    .replace(/\.gz$/, '');

function rowOf(path: string, name: string, project: string | undefined): Row {
  const host = hostOf(path);
  const where = project === undefined ? path : `${path} (${project})`;
  const agent = `mcp:agent/${name}/${path}${project === undefined ? '' : `/${project.replace(/^\/+/, '')}`}`;
  return { source: `mcp:${name}/${path}`, agent, title: `${host.title}, ${where}`, host: host.id, file: `file:${name}/${path}`, where };
}

const texts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => (value === null ? '' : String(value))),
);
const command = z.union([
  z.string(),
  z.array(z.string()),
  z.looseObject({ path: z.string().nullish(), args: z.array(z.string()).nullish(), env: texts.nullish() }),
]);
/** One server, in the words of all hosts that are known (docs/formats/mcp.md). */
const schema = z.looseObject({
  ...{ command: command.nullish(), cmd: z.string().nullish(), args: z.array(z.union([z.string(), z.number()]).transform(String)).nullish() },
  ...{ url: z.string().nullish(), serverUrl: z.string().nullish(), httpUrl: z.string().nullish(), uri: z.string().nullish() },
  ...{
    env: texts.nullish(),
    environment: texts.nullish(),
    envs: texts.nullish(),
    headers: texts.nullish(),
    http_headers: texts.nullish(),
    bearer_token: z.string().nullish(),
  },
  ...{
    apiKey: z.string().nullish(),
    requestOptions: z.looseObject({ headers: texts.nullish() }).nullish(),
    oauth: z.union([z.looseObject({}), z.boolean()]).nullish(),
  },
  // names of variables whose values are kept elsewhere
  ...{
    bearer_token_env_var: z.string().nullish(),
    env_http_headers: texts.nullish(),
    env_vars: z.array(z.unknown()).nullish(),
    env_keys: z.array(z.string()).nullish(),
  },
  ...{ disabled: z.boolean().nullish(), enabled: z.boolean().nullish(), trust: z.boolean().nullish() },
  ...{ autoApprove: z.array(z.string()).nullish(), alwaysAllow: z.array(z.string()).nullish() },
});
type Raw = z.infer<typeof schema>;

function serverRow(row: Row, { name, line, value }: Entry, file: number, fingerprint: Fingerprint): Parsed<Row> {
  const rejected = (field: string, reason: string): Parsed<Row> => ({ ok: false, file, line, field: redactKey(field, fingerprint), reason });
  const read = schema.safeParse(isTransport(value) ? { ...value, ...value.transport } : value);
  if (!read.success)
    return rejected(name, 'the server is not written as a server: expected an object with command and args, or url, and texts in env and headers');
  const raw = read.data;
  const url = raw.url ?? raw.serverUrl ?? raw.httpUrl ?? raw.uri ?? undefined;
  const started = commandOf(raw);
  if (url === undefined && started === undefined) return rejected(name, 'the server has neither command nor url');
  return { ok: true, file, line, row: { ...row, server: serverOf(name, raw, url, started, fingerprint) } };
}

const isTransport = (value: unknown): value is { transport: object } =>
  typeof value === 'object' && value !== null && 'transport' in value && typeof value.transport === 'object' && value.transport !== null;

type Started = { program: string; args: string[]; env: { [name: string]: string } };

function commandOf({ command, cmd, args }: Raw): Started | undefined {
  const given = command ?? cmd;
  if (given === undefined || given === null) return undefined;
  if (typeof given === 'string') return { program: given, args: args ?? [], env: {} };
  if (Array.isArray(given)) return given.length === 0 ? undefined : { program: given[0]!, args: given.slice(1), env: {} };
  return { program: given.path ?? '', args: given.args ?? args ?? [], env: given.env ?? {} };
}

function serverOf(name: string, raw: Raw, url: string | undefined, started: Started | undefined, fingerprint: Fingerprint): Server {
  const env = { ...raw.env, ...raw.environment, ...raw.envs, ...started?.env };
  const held = [...heldBy({ env, headers: headersOf(raw), args: started?.args ?? [], url }), ...keptElsewhere(raw)];
  const keys = keysOf(name, held, env, fingerprint);
  const scrub = scrubber(
    held.flatMap((one) => ('value' in one ? [one.value] : [])),
    fingerprint,
  );
  const place = placeOf(scrub(name), url === undefined ? undefined : scrub(url), started && { ...started, args: started.args.map(scrub) });
  return {
    name: redactText(scrub(name)),
    ...place,
    resource: redactKey(place.resource, fingerprint),
    remote: url !== undefined,
    disabled: raw.disabled === true || raw.enabled === false,
    approved: raw.trust === true ? ['*'] : [...(raw.autoApprove ?? []), ...(raw.alwaysAllow ?? [])].map((tool) => redactText(scrub(tool))),
    keys,
    references: held.flatMap((one) => ('reference' in one ? [redactText(one.name)] : [])),
  };
}

/** All that is sent with a request, and what a token is fetched with. */
function headersOf(raw: Raw): { [name: string]: string } {
  const oauth = typeof raw.oauth === 'object' ? raw.oauth : {};
  const secrets = Object.entries({ ...oauth, apiKey: raw.apiKey, ...(raw.bearer_token ? { Authorization: raw.bearer_token } : {}) });
  return {
    ...raw.headers,
    ...raw.http_headers,
    ...raw.requestOptions?.headers,
    ...Object.fromEntries(secrets.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
  };
}

/** Secrets that are named by the variable that has them. */
function keptElsewhere({ bearer_token_env_var: bearer, env_http_headers: headers, env_vars: vars, env_keys: keys }: Raw): Held[] {
  const names = [...(bearer ? [bearer] : []), ...Object.values(headers ?? {}), ...(vars ?? []), ...(keys ?? [])].filter((name) => typeof name === 'string');
  return names.map((name) => ({ where: 'env', name, reference: name }));
}

/** The resource that a server is: its address, or the package that is run (whoever runs it, it is the same one), or the command. */
function placeOf(name: string, url: string | undefined, started: Started | undefined): Pick<Server, 'resource' | 'title' | 'pinned'> {
  if (url !== undefined) {
    const host = /^[a-z]+:\/\/(?:[^/@]*@)?([^/?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? 'address';
    return { resource: `mcp:${host}/${name}`, title: `${name} at ${host}` };
  }
  const { program, args } = started!;
  const file = program.split(/[\\/\s]/).at(-1) === '' ? program : (program.trim().split(/\s+/)[0]!.split(/[\\/]/).at(-1) ?? program);
  const packaged = packageOf(file, [...program.trim().split(/\s+/).slice(1), ...args]);
  if (packaged) return { resource: `mcp:${packaged.registry}/${packaged.name}`, title: `${name} (${packaged.name})`, pinned: packaged.pinned };
  return { resource: `mcp:local/${file}/${name}`, title: `${name} (${file})` };
}

const runners: { [program: string]: string } = {
  npx: 'npm',
  bunx: 'npm',
  pnpx: 'npm',
  pnpm: 'npm',
  yarn: 'npm',
  uvx: 'pypi',
  pipx: 'pypi',
  docker: 'docker',
  podman: 'docker',
};

function packageOf(program: string, args: readonly string[]): { registry: string; name: string; pinned: boolean } | undefined {
  const registry = runners[program.replace(/\.(?:exe|cmd)$/i, '')];
  const verbs = ['run', 'exec', 'dlx', 'x', 'tool'];
  const withValue = /^(?:-e|--env|-v|--volume|--mount|-p|--publish|--name|--network|--env-file|--from|--with|--package)$/;
  const plain = args.filter((arg, at) => !arg.startsWith('-') && !verbs.includes(arg) && !(at > 0 && withValue.test(args[at - 1]!)));
  const given = plain[0];
  if (registry === undefined || given === undefined || /[=\s]/.test(given)) return undefined;
  const [, name = given, version] = (registry === 'docker' ? /^([^:@]+(?::\d+\/[^:@]+)?)(?:[:@](.+))?$/ : /^(@?[^@=]+?)(?:(?:@|==)(.+))?$/).exec(given) ?? [];
  return { registry, name, pinned: version !== undefined && version !== 'latest' && !/^[\^~*]/.test(version) };
}
