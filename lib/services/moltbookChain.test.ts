import { expect, test } from 'vitest';
import { buildGraph } from '../blast/buildGraph.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { moltbookFiles } from '../estate/moltbook.ts';
import { edgeTypes } from '../model/facts.ts';
import { readGenerated } from './readGenerated.ts';

test('a chain of the sample estate crosses at least three systems, each through a credential that the one before holds', async () => {
  const columns = columnsFromFacts(await readGenerated(moltbookFiles({ agents: 200, seed: 1 })));
  const { credentials, nodes, certain } = buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
  const { start, head, edge } = certain.edges;
  const isCredential = new Set(credentials);
  let longest: { systems: number; steps: string[] } = { systems: 0, steps: [] };
  for (const c of credentials) {
    if (!certain.presentable[c]) continue;
    const [via, from] = [new Int32Array(nodes).fill(-1), new Int32Array(nodes).fill(-1)];
    const queue = [c];
    for (const u of queue) {
      for (let slot = start[u]!; slot < start[u + 1]!; slot++) {
        const v = head[slot]!;
        if (v === c || from[v] !== -1) continue;
        [from[v], via[v]] = [u, edge[slot]!];
        queue.push(v);
      }
    }
    for (const end of queue.filter((v) => isCredential.has(v))) {
      const path = [end];
      while (path[0] !== c) path.unshift(from[path[0]!]!);
      const systems = new Set(path.filter((v) => isCredential.has(v)).map((v) => columns.nodes.system[v])).size;
      if (systems > longest.systems) {
        const step = (v: number): string => `${edgeTypes[columns.edges.type[via[v]!]!]} ${columns.nodes.key[v]}`;
        longest = { systems, steps: [columns.nodes.key[c]!, ...path.slice(1).map(step)] };
      }
    }
  }
  expect(longest.systems).toBeGreaterThanOrEqual(3);
  expect(longest.steps).toMatchInlineSnapshot(`
    [
      "github:token/moltbook-maintainer-1",
      "authenticates github:user/moltbook-maintainer-1",
      "controls github:moltbook/infra/workflow/deploy",
      "uses aws:accesskey:AKIAFAKEMOLTBOOK0002",
      "authenticates aws:arn:aws:iam::111122223333:user/backup-operator",
      "acts-as aws:arn:aws:iam::111122223333:role/backup",
      "reads-secrets aws:arn:aws:secretsmanager:eu-central-1:111122223333:secret:backup/nightly-config-FaKe01",
      "holds moltbook:prod/service-key/admin-console",
      "authenticates moltbook:prod/service/admin-console",
      "acts-as moltbook:prod/role/platform-admin",
      "acts-as moltbook:prod/role/deploy",
      "controls moltbook:prod/pod/backup-runner",
      "uses moltbook:prod/service-key/backup-runner-eu",
      "authenticates moltbook:prod/service/backup-runner",
      "acts-as moltbook:prod/role/backup",
      "reads-secrets moltbook:prod/messages",
      "holds anthropic:key/kestrelworks-00004",
    ]
  `);
});
