import { expect, test } from 'vitest';
import { hostOf } from './hosts.ts';

test.each([
  ['Library/Application Support/Claude/claude_desktop_config.json', 'claude-desktop'],
  ['ada/.claude.json', 'claude-code'],
  ['project/.mcp.json', 'claude-code'],
  ['project/.cursor/mcp.json', 'cursor'],
  ['project/.vscode/mcp.json', 'vscode'],
  ['.config/Code/User/mcp.json', 'vscode'],
  ['.codeium/windsurf/mcp_config.json', 'windsurf'],
  ['globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json', 'cline'],
  ['project/.roo/mcp.json', 'roo'],
  ['.gemini/settings.json', 'gemini-cli'],
  ['.kiro/settings/mcp.json', 'kiro'],
  ['.aws/amazonq/mcp.json', 'amazon-q'],
  ['.continue/config.yaml', 'continue'],
  ['.config/zed/settings.json', 'zed'],
  ['project/opencode.json', 'opencode'],
  ['.codex/config.toml', 'codex'],
  ['.lmstudio/mcp.json', 'lm-studio'],
  ['.config/goose/config.yaml', 'goose'],
  ['LibreChat/librechat.yaml', 'librechat'],
  ['.copilot/mcp-config.json', 'copilot-cli'],
  ['project/.junie/mcp/mcp.json', 'junie'],
  ['.qwen/settings.json', 'qwen-code'],
  ['C:\\Users\\ada\\project\\.trae\\mcp.json', 'trae'],
  ['servers.json', 'mcp'],
])('%s belongs to %s', (file, host) => expect(hostOf(file).id).toBe(host));
