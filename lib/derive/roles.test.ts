import { describe, expect, test } from 'vitest';
import type { Json } from '../model/facts.ts';
import { parseFact } from '../model/parseFact.ts';
import { classifyAction } from './classifyAction.ts';
import { derive } from './registry.ts';

function derived(...bodies: Json[]) {
  const { facts, problems } = derive(
    'demo',
    'demo:prod',
    bodies.map((body) => ({ kind: 'roles', body })),
  );
  const sourced = [...facts];
  const all = sourced.map(({ fact }) => fact);
  for (const fact of all) expect(parseFact(fact)).toMatchObject({ ok: true });
  // as a sentence: what a reader would say
  const told = all.map((fact) => {
    if (fact.fact === 'edge')
      return `${fact.from} ${fact.edge} ${fact.to}${fact.certainty === 'possible' ? ' (possibly)' : ''}${fact.until ? ` until ${fact.until}` : ''}`;
    if (fact.fact === 'grant')
      return `${fact.from} may ${fact.class} ${fact.resource}${fact.certainty === 'possible' ? ' (possibly)' : ''}${fact.actions ? ` by ${fact.actions.join(' ')}` : ''}`;
    return 'key' in fact ? `${fact.fact} ${fact.key}` : fact.fact;
  });
  return { told, problems: problems.map(({ reason }) => reason), facts: all, sourced };
}

describe('roles and bindings', () => {
  test('what is fixed is granted to the role, what depends on the member to the member', () => {
    const { told, problems } = derived(
      {
        roles: [
          {
            name: 'member',
            permissions: [
              { class: 'read', resources: ['demo:feed'] },
              { actions: ['posts:create'], resources: ['{member}/posts'] },
            ],
          },
        ],
      },
      { bindings: [{ role: 'member', members: ['demo:agent/a'], until: '2026-12-31' }] },
    );
    expect(problems).toEqual([]);
    expect(told).toEqual([
      'identity demo:prod/role/member',
      'demo:prod/role/member may read demo:feed',
      'demo:agent/a acts-as demo:prod/role/member until 2026-12-31',
      'demo:agent/a may write demo:agent/a/posts by posts:create',
    ]);
  });

  test('permissions without resources take those of the binding, with its condition', () => {
    const { told } = derived({
      roles: [{ name: 'editor', permissions: [{ class: 'write' }] }],
      bindings: [{ role: 'editor', members: ['demo:agent/a'], resources: ['demo:post/1', 'demo:post/*'], condition: { kind: 'approval' } }],
    });
    expect(told).toEqual([
      'identity demo:prod/role/editor',
      'demo:agent/a acts-as demo:prod/role/editor (possibly)',
      'demo:agent/a may write demo:post/1 (possibly)',
      'demo:agent/a may write demo:post/* (possibly)',
      'resource demo:post/*',
    ]);
  });

  test('a workload gets grants of its own and no identity', () => {
    const { told, problems } = derived({
      roles: [{ name: 'cache', controls: ['demo:pod/web'], readsSecrets: ['demo:vault'], permissions: [{ class: 'delete', resources: ['demo:cache'] }] }],
      bindings: [{ role: 'cache', workloads: ['demo:zone/internal'] }],
    });
    expect(told.slice(4)).toEqual(['demo:zone/internal may delete demo:cache', 'demo:zone/internal reads-secrets demo:vault']);
    expect(problems).toEqual(['role "cache" is bound to a workload: what it controls, acts as or administers needs an identity and is left out there']);
  });

  test('anonymous is an identity of the scope, administrators administer it, stores hold', () => {
    const { told, facts } = derived({
      roles: [{ name: 'admin', administers: true, actsAs: ['role:admin', 'aws:x'], sessionTtl: 60 }],
      bindings: [{ role: 'admin', members: ['anonymous'] }],
      stores: [{ key: 'demo:vault', holds: ['demo:key/1'], renews: true }],
    });
    expect(facts[0]).toMatchObject({ kind: 'role', administers: 'demo:prod' });
    expect(facts.find((fact) => fact.fact === 'identity' && fact.kind === 'anonymous')).toMatchObject({ key: 'demo:prod/anonymous' });
    expect(facts.find((fact) => fact.fact === 'edge' && fact.edge === 'holds')).toMatchObject({ renews: true });
    expect(told).toContain('demo:prod/role/admin acts-as aws:x');
  });

  test('what cannot be followed is a problem, and changes nothing else', () => {
    const { told, problems } = derived(
      {
        roles: [{ name: 'a', actsAs: ['role:nobody'], permissions: [{ actions: ['frobnicate'], resources: ['demo:x'] }, {}] }],
        bindings: [
          { role: 'b', members: ['m'] },
          { role: 'a', members: ['m'], until: 'soon' },
        ],
      },
      { roles: 'all' },
    );
    expect(told).toEqual(['identity demo:prod/role/a']);
    expect(problems).toEqual([
      'roles is not of type array',
      'role "a": what the action "frobnicate" amounts to is not known; say its class. Left out',
      'a permission of role "a" has neither actions nor class; left out',
      'role "a" acts as "role:nobody", which no document of demo:prod has',
      'a binding names the role "b", which no document of demo:prod has',
      'a binding of "a" has an until that is no ISO 8601 time; left out',
    ]);
  });

  test('each fact names the document that says it', () => {
    const { sourced } = derived(
      { roles: [{ name: 'a', permissions: [{ class: 'read', resources: ['r/*'] }], readsSecrets: ['s'] }] },
      { bindings: [{ role: 'a', members: ['m', 'anonymous'] }] },
      { stores: [{ key: 's', holds: ['k'] }] },
    );
    const told = sourced.map(({ fact, document }) => `${document} ${fact.fact === 'edge' ? `${fact.from} ${fact.edge} ${fact.to}` : fact.fact}`);
    expect(told).toEqual([
      '0 identity',
      '0 grant',
      '0 demo:prod/role/a reads-secrets s',
      '1 m acts-as demo:prod/role/a',
      '1 demo:prod/anonymous acts-as demo:prod/role/a',
      '1 identity',
      '2 resource',
      '2 s holds k',
      '0 resource',
    ]);
  });

  test('documents that nobody understands are kept and said', () => {
    const { facts, problems } = derive('mainframe', 'mainframe:1', [{ kind: 'racf', body: {} }]);
    expect([...facts]).toEqual([]);
    expect(problems).toEqual([{ document: 0, reason: 'documents of platform mainframe, kind racf are kept, but not understood yet' }]);
  });
});

test.each([
  ['posts:read', 'read'],
  ['posts:create', 'write'],
  ['posts:delete', 'delete'],
  ['messages:send', 'send'],
  ['s3:ListBucket', 'list'],
  ['s3:GetObject', 'read'],
  ['sts:AssumeRole', 'delegate'],
  ['lambda:InvokeFunction', 'execute'],
  ['secrets:read', 'read-secret'],
  ['secretsmanager:GetSecretValue', 'read-secret'],
  ['cards:charge', 'spend'],
  ['keys:mint', 'delegate'],
  ['execute', 'execute'],
  ['frobnicate', undefined],
])('%s amounts to %s', (action, expected) => expect(classifyAction(action)).toBe(expected));
