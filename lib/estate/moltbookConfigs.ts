import { maintainerCount, maintainerSecret } from './moltbookCodeHost.ts';
import { type Estate, pastedOf } from './moltbookEstate.ts';
import { ownerName } from './moltbookNames.ts';

const hosts = ['claude_desktop_config.json', 'cursor/mcp.json', 'vscode/mcp.json'] as const;

/**
 * Configurations of the agents that the platform's people work with: their own token of the code host in clear, now and then a key that somebody pasted, a
 * reference to a secret that is kept elsewhere, a server without one. Named by who keeps them.
 */
export function configFiles(estate: Estate): { name: string; text: Iterable<string> }[] {
  return Array.from({ length: maintainerCount(estate) }, (_, at) => ({
    name: `mcp/${ownerName(at).email.split('@')[0]}/${hosts[at % hosts.length]}`,
    text: config(estate, at),
  }));
}

function* config(estate: Estate, at: number): Generator<string> {
  const servers: Record<string, object> = {
    github: {
      command: 'docker',
      args: ['run', '-i', '--rm', 'github-mcp-server:0.9.1'],
      env: { GITHUB_PERSONAL_ACCESS_TOKEN: maintainerSecret(estate, at) },
      autoApprove: ['search_code', 'create_pull_request'],
    },
    docs: { type: 'http', url: 'https://mcp.docs.example/mcp' },
    tickets: { command: 'npx', args: ['-y', '@example/tickets-mcp@latest'], env: { TICKETS_TOKEN: '$'.concat('{TICKETS_TOKEN}') } },
  };
  if (at % 2 === 0) {
    const pasted = pastedOf(estate, at % estate.pasted);
    servers[pasted.system] = { command: 'npx', args: [`@example/${pasted.system}-mcp`], env: keyOf(pasted) };
  }
  yield `${JSON.stringify(at % hosts.length === 2 ? { servers } : { mcpServers: servers }, null, 2)}\n`;
}

const keyOf = ({ system, secret, aws }: ReturnType<typeof pastedOf>): Record<string, string> =>
  aws ? { AWS_ACCESS_KEY_ID: aws.keyId, AWS_SECRET_ACCESS_KEY: secret } : { [`${system.toUpperCase()}_API_KEY`]: secret };
