/** The application that a configuration file belongs to, by the file's usual name and folder (each host's own documentation); `mcp` where the name says nothing. */
const hosts: [RegExp, string, string][] = [
  [/claude_desktop_config\.json$/i, 'claude-desktop', 'Claude Desktop'],
  [/\.?cursor\/mcp\.json$/i, 'cursor', 'Cursor'],
  [/\.?vscode\/mcp\.json$|(?:Code|vscode|VSCodium)[^/]*\/(?:.*\/)?(?:settings|mcp)\.json$/i, 'vscode', 'VS Code'],
  [/windsurf\/.*mcp_config\.json$|codeium\/.*mcp_config\.json$/i, 'windsurf', 'Windsurf'],
  [/cline_mcp_settings\.json$/i, 'cline', 'Cline'],
  [/\.?roo\/mcp\.json$/i, 'roo', 'Roo Code'],
  [/gemini-extension\.json$|\.?gemini\/settings\.json$/i, 'gemini-cli', 'Gemini CLI'],
  [/\.?kiro\/(?:.*\/)?mcp\.json$/i, 'kiro', 'Kiro'],
  [/amazonq\/(?:.*\/)?mcp\.json$/i, 'amazon-q', 'Amazon Q'],
  [/\.?continue\/.*\.(?:json|ya?ml)$/i, 'continue', 'Continue'],
  [/\.?zed\/settings\.json$/i, 'zed', 'Zed'],
  [/opencode\.jsonc?$/i, 'opencode', 'OpenCode'],
  [/\.?codex\/config\.toml$|config\.toml$/i, 'codex', 'Codex'],
  [/goose\/.*config\.ya?ml$/i, 'goose', 'Goose'],
  [/librechat\.ya?ml$/i, 'librechat', 'LibreChat'],
  [/copilot\/mcp-config\.json$/i, 'copilot-cli', 'Copilot CLI'],
  [/\.?junie\/(?:.*\/)?mcp\.json$/i, 'junie', 'Junie'],
  [/\.?qwen\/settings\.json$/i, 'qwen-code', 'Qwen Code'],
  [/\.?trae\/mcp\.json$/i, 'trae', 'Trae'],
  [/\.?amp\/settings\.json$/i, 'amp', 'Amp'],
  [/crush\.json$/i, 'crush', 'Crush'],
  [/lmstudio\/mcp\.json$|lm-studio\/mcp\.json$/i, 'lm-studio', 'LM Studio'],
  // last: a file of this name belongs to another host where its folder says so
  [/(?:^|\/)\.?claude\.json$|\.claude\/settings[^/]*\.json$|(?:^|[/.])\.?mcp\.json$/i, 'claude-code', 'Claude Code'],
];

export type Host = { id: string; title: string };

export function hostOf(file: string): Host {
  const found = hosts.find(([pattern]) => pattern.test(file.replaceAll('\\', '/')));
  return found ? { id: found[1], title: found[2] } : { id: 'mcp', title: 'MCP host' };
}
