import { expect, test } from 'vitest';
import { parseFact } from '../model/parseFact.ts';
import { buildGraph } from './buildGraph.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { secretlessOf } from './secretless.ts';

test('the secretless rate tells done from dual, static and none, and looks at usable ones only', () => {
  const identity = (key: string, more: object = {}) => ({ fact: 'identity', key, kind: 'service', ...more });
  const key = (name: string, to: string, more: object = {}, edge: object = {}) => [
    { fact: 'credential', key: name, ...more },
    { fact: 'edge', edge: 'authenticates', from: name, to, ...edge },
  ];
  const columns = columnsFromFacts(
    [
      ...['i:done', 'i:dual', 'i:static', 'i:none', 'i:ended', 'i:possible'].map((name) => identity(name)),
      identity('i:agent', { kind: 'agent' }),
      identity('i:person', { kind: 'human' }),
      identity('i:off', { status: 'disabled' }),
      ...key('c:1', 'i:done', { issuance: 'attested' }),
      ...key('c:2', 'i:done', { issuance: 'static', status: 'disabled' }),
      ...key('c:3', 'i:dual', { issuance: 'attested' }),
      ...key('c:4', 'i:dual', { issuance: 'static' }),
      ...key('c:5', 'i:static', {}),
      ...key('c:6', 'i:ended', { issuance: 'attested' }, { until: '2026-10-01T00:00:00Z' }),
      ...key('c:7', 'i:agent', { issuance: 'interactive' }),
      ...key('c:8', 'i:person', { issuance: 'attested' }),
      ...key('c:9', 'i:off', { issuance: 'attested' }),
      ...key('c:10', 'i:possible', {}, { certainty: 'possible', condition: { kind: 'mfa', text: 'asks' } }),
      ...key('c:11', 'i:none', { issuance: 'attested', expires: '2026-10-01T00:00:00Z' }),
    ].map((record) => {
      const parsed = parseFact(record);
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.fact;
    }),
  );
  const graph = buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
  expect(secretlessOf(graph, columns)).toEqual({ identities: 7, done: 2, dual: 1, static: 1, none: 3 });
});
