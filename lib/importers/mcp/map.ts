import type { ActionClass, Attrs, Fact, GrantFact, SourceTag } from '../../model/facts.ts';
import type { HeldKey } from '../heldKeys.ts';
import type { Row, Server } from './parse.ts';
import { classOfTool } from './tools.ts';

/** The agent of a configuration: an identity and the workload that it runs in; or one server of it, with the keys that are at hand there. */
export function* map(row: Row): Generator<Fact> {
  const source: SourceTag = { name: row.source };
  for (const fact of row.server ? ofServer(row, row.server) : ofAgent(row)) yield { ...fact, source };
}

function* ofAgent({ agent, title, host }: Row): Generator<Fact> {
  yield { fact: 'identity', key: agent, kind: 'agent', name: title, attrs: { host } };
  yield { fact: 'workload', key: `${agent}#workload`, kind: 'agent', name: title, attrs: { host } };
  yield { fact: 'edge', edge: 'runs-as', from: `${agent}#workload`, to: agent };
}

function* ofServer(row: Row, server: Server): Generator<Fact> {
  const attrs: Attrs = { transport: server.remote ? 'remote' : 'local', ...(server.pinned === undefined ? {} : { pinned: server.pinned }) };
  yield { fact: 'resource', key: server.resource, name: server.title, kind: 'mcp server', attrs };
  if (!server.disabled) yield* grants(row, server);
  for (const key of server.keys) yield* keyAtHand(row, server, key);
}

/** A tool that was approved beforehand runs without a question; for the others a person is asked, and which there are the configuration does not say. */
function* grants({ agent, where }: Row, { resource, approved, name, references }: Server): Generator<GrantFact> {
  const evidence: Attrs = { file: where, server: name, ...(references.length > 0 ? { secretsFromElsewhere: references } : {}) };
  const every = approved.includes('*');
  const tools = new Map<ActionClass, string[]>();
  for (const tool of approved.filter((one) => one !== '*')) {
    const kind = classOfTool(tool) ?? 'execute';
    tools.set(kind, [...(tools.get(kind) ?? []), tool]);
  }
  for (const [kind, actions] of tools) yield { fact: 'grant', from: agent, class: kind, resource, actions, evidence };
  const text = every
    ? 'every tool runs without asking; which tools there are was not imported'
    : 'the host asks a person before a tool runs; which tools there are was not imported';
  yield {
    fact: 'grant',
    from: agent,
    class: 'execute',
    resource,
    certainty: 'possible',
    condition: { kind: every ? 'missing-input' : 'approval', text },
    evidence,
  };
}

function* keyAtHand({ agent, file, where }: Row, { name, disabled }: Server, { names, type, label, where: place }: HeldKey): Generator<Fact> {
  // named by its place, so that whoever else lists the same value (its fingerprint is an alias) gives it the better name
  const key = names[0].startsWith('fp:') ? `secret:${file.slice('file:'.length)}/${name}/${place}`.replaceAll(' ', '-') : names[0];
  const aliases = names.filter((one) => one !== key);
  const evidence: Attrs = { file: where, server: name, place };
  yield { fact: 'credential', key, name: label, type, storage: 'config', ...(aliases.length === 0 ? {} : { aliases }) };
  yield { fact: 'resource', key: file, kind: 'agent configuration', store: true, name: where };
  yield { fact: 'edge', edge: 'holds', from: file, to: key, evidence };
  yield { fact: 'edge', edge: 'uses', from: `${agent}#workload`, to: key, evidence: disabled ? { ...evidence, disabled } : evidence };
  yield { fact: 'sighting', credential: key, audience: 'team', where: `${where}: ${name}.${place}`, store: file, evidence };
}
