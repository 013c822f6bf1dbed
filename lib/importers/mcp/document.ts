import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { parse as parseToml, TomlError } from 'smol-toml';
import { isObject } from '../parseJson.ts';
import { member, plainValue, readYaml, type YamlNode } from './yaml.ts';

/** One server as a host's configuration writes it, with the line it begins on and the project it is for, where the file has several. */
export type Entry = { name: string; line: number; project?: string; value: unknown };
export type Document = { ok: true; entries: Entry[] } | { ok: false; line: number; reason: string };

/** Where hosts keep their servers, by the path of members; `*` is any one member. */
const places: string[][] = [
  ['mcpServers'],
  ['mcp', 'servers'],
  ['mcp', 'mcpServers'],
  ['mcp_servers'],
  ['servers'],
  ['context_servers'],
  ['amp.mcpServers'],
  ['chat.mcp.servers'],
  ['experimental', 'modelContextProtocolServers'],
  ['projects', '*', 'mcpServers'],
  ['mcp'],
];

/** JSON with comments and trailing commas; TOML where the file is Codex's; YAML where it is Continue's, Goose's or LibreChat's. */
export function readDocument(name: string, text: string): Document {
  if (/\.toml(\.gz)?$/i.test(name) || looksToml(text)) return readToml(text);
  return /\.ya?ml(\.gz)?$/i.test(name) || looksYaml(text) ? readYamlServers(text) : readJson(text);
}

export const looksYaml = (text: string): boolean =>
  !/^\s*[{[]/.test(text) && (/^mcpServers:\s*(?:#.*)?$/m.test(text) || (/^extensions:\s*(?:#.*)?$/m.test(text) && /^\s+(?:cmd|uri|type)\s*:/m.test(text)));

/** Servers by name (LibreChat, Goose's extensions) or as a list (Continue). Some of Goose's come with it and are neither started nor called: they are run by their name. */
function readYamlServers(text: string): Document {
  const yaml = readYaml(text);
  if (!yaml.ok) return { ok: false, line: yaml.line, reason: 'the file is not valid YAML' };
  const extensions = member(yaml.root, 'extensions');
  const servers = member(yaml.root, 'mcpServers') ?? extensions;
  const named = servers?.map ?? servers?.list?.map((node, i): [string, YamlNode] => [String(member(node, 'name')?.scalar ?? `server ${i + 1}`), node]) ?? [];
  const unasked = servers === extensions && member(yaml.root, 'GOOSE_MODE')?.scalar === 'auto';
  const entries = named.map(([name, node]) => ({
    name,
    line: node.line,
    value: servers === extensions ? ofGoose(name, plainValue(node), unasked) : plainValue(node),
  }));
  return { ok: true, entries };
}

function ofGoose(name: string, value: unknown, unasked: boolean): unknown {
  if (!isObject(value)) return value;
  const server = isObject(value.config) ? { ...value, ...value.config } : value;
  const own = server.type === 'builtin' || server.type === 'platform' ? { command: 'goose', args: [name] } : {};
  return { ...own, ...server, ...(unasked && { trust: true }) };
}

export const looksToml = (text: string): boolean => /^\s*\[mcp_servers[.\]]/m.test(text) && !/^\s*\{/.test(text);

function readToml(text: string): Document {
  try {
    const value: unknown = parseToml(text);
    const servers = isObject(value) && isObject(value.mcp_servers) ? value.mcp_servers : {};
    const lineOf = (server: string) =>
      text.slice(0, Math.max(0, text.search(new RegExp(`^\\s*\\[mcp_servers\\.["']?${escaped(server)}["']?\\]`, 'm')))).split('\n').length;
    return { ok: true, entries: Object.entries(servers).map(([name, server]) => ({ name, line: lineOf(name), value: server })) };
  } catch (error) {
    if (error instanceof TomlError) return { ok: false, line: error.line, reason: 'the file is not valid TOML' };
    throw error;
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function readJson(text: string): Document {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const first = errors[0];
  if (!tree || first) return { ok: false, line: lineAt(first?.offset ?? 0), reason: `the file is not valid JSON (${first ? inWords(first) : 'no value'})` };
  const found = places.flatMap((path) => at(tree, path));
  // `mcp` holds servers itself (OpenCode) only where no other place does
  const servers = found.length > 1 ? found.filter(({ path }) => path !== 'mcp') : found;
  const maps = servers.length > 0 ? servers : bare(tree);
  return { ok: true, entries: maps.flatMap(({ node, project }) => entriesOf(node, project, lineAt)) };
}

/** `CommaExpected` as `comma expected`. */
const inWords = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replace(/\B[A-Z]/g, ' $&')
    .toLowerCase();

type Found = { node: Node; path: string; project?: string };

function at(node: Node, path: readonly string[], said = '', project?: string): Found[] {
  const [name, ...rest] = path;
  if (name === undefined) return [{ node, path: said, ...(project === undefined ? {} : { project }) }];
  return members(node).flatMap(([key, value]) => {
    if (name !== '*' && key !== name) return [];
    const inner = name === '*' ? key : project;
    return at(value, rest, said === '' ? key : `${said}.${key}`, inner);
  });
}

const members = (node: Node): [string, Node][] =>
  node.type === 'object'
    ? (node.children ?? []).flatMap((property): [string, Node][] =>
        property.children?.[1] ? [[String(property.children[0]!.value), property.children[1]]] : [],
      )
    : [];

/** A plugin's `.mcp.json` is the map of servers itself. */
function bare(tree: Node): Found[] {
  const all = members(tree);
  const server = ([, value]: [string, Node]) =>
    members(value).some(([name]) => name === 'command' || name === 'url' || name === 'serverUrl' || name === 'httpUrl');
  return all.length > 0 && all.every(server) ? [{ node: tree, path: '' }] : [];
}

function entriesOf(node: Node, project: string | undefined, lineAt: (offset: number) => number): Entry[] {
  const more = project === undefined ? {} : { project };
  if (node.type === 'array') {
    return (node.children ?? []).map((child, i) => {
      const value: unknown = getNodeValue(child);
      const name = isObject(value) && typeof value.name === 'string' ? value.name : `server ${i + 1}`;
      return { name, line: lineAt(child.offset), value, ...more };
    });
  }
  return members(node).map(([name, value]) => ({ name, line: lineAt(value.offset), value: getNodeValue(value) as unknown, ...more }));
}
