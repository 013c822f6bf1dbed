import type { Importer, Recognition, Sample } from '../importer.ts';
import { looksToml, looksYaml, readDocument } from './document.ts';
import { hostOf } from './hosts.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const mcp: Importer<Row> = {
  id: 'mcp',
  title: 'MCP configuration of an agent or editor (JSON, TOML, YAML)',
  recognisedBy: 'mcpServers, servers, context_servers, mcp_servers or extensions whose members have a command or a url, or the usual name of such a file',
  version: 2,
  rank: 200,
  detect,
  open,
  map,
};

function detect({ name, head }: Sample): Recognition {
  const text = head.replace(/^\ufeff/, '');
  if (looksToml(text)) return { score: 0.9, why: 'its TOML has tables mcp_servers' };
  if (looksYaml(text))
    return { score: 0.85, why: /^mcpServers:/m.test(text) ? 'its YAML has mcpServers' : 'its YAML has extensions with a type, a cmd or a uri' };
  if (!/^\s*(?:\{|\/\/|\/\*)/.test(text))
    return { score: 0, why: 'it is neither a JSON object, nor TOML with mcp_servers, nor YAML with mcpServers or extensions' };
  const place = /"(mcpServers|context_servers|amp\.mcpServers|chat\.mcp\.servers|modelContextProtocolServers)"\s*:\s*[[{]/.exec(text)?.[1];
  if (place !== undefined) return { score: 0.95, why: `it has ${place}` };
  const host = hostOf(name);
  if (/"mcp"\s*:\s*\{|"chat\.mcp\./.test(text)) return { score: 0.8, why: 'its settings have mcp' };
  if (/"servers"\s*:\s*\{[\s\S]{0,400}"(?:command|url)"\s*:/.test(text)) return { score: 0.8, why: 'it has servers with a command or a url' };
  const document = readDocument('', text);
  if (document.ok && document.entries.length > 0) return { score: 0.75, why: 'each of its members has a command or a url' };
  if (host.id !== 'mcp' && /mcp/i.test(name)) return { score: 0.5, why: `its name is one of ${host.title}` };
  return { score: 0, why: 'it has no mcpServers, servers or mcp_servers with a command or a url' };
}
