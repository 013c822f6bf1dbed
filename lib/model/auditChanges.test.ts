import { expect, test } from 'vitest';
import { auditChanges } from './auditChanges.ts';

test.each([
  ['nothing said', null, null, []],
  ['what is new', null, { days: 20 }, [{ name: 'days', after: '20' }]],
  ['what is gone', { name: 'mine' }, null, [{ name: 'name', before: 'mine' }]],
  [
    'what changed, beside what did not',
    { email: 'ada@example.com', role: 'viewer' },
    { email: 'ada@example.com', role: 'admin' },
    [
      { name: 'email', before: 'ada@example.com', after: 'ada@example.com' },
      { name: 'role', before: 'viewer', after: 'admin' },
    ],
  ],
  [
    'members of members, and lists',
    null,
    {
      batch: 1,
      columns: ['a', 'b'],
      none: [],
      sources: [
        { facts: 15, nodes: { added: 8, gone: 0 }, source: 'x' },
        { facts: 0, source: 'y' },
      ],
      nodes: { added: 8 },
    },
    [
      { name: 'batch', after: '1' },
      { name: 'columns', after: 'a, b' },
      { name: 'none', after: 'none' },
      { name: 'sources 1', after: 'source x, facts 15, nodes.added 8' },
      { name: 'sources 2', after: 'source y' },
      { name: 'nodes.added', after: '8' },
    ],
  ],
  [
    'a list that got longer',
    [{ field: 'owner' }],
    [{ field: 'owner' }, { field: 'system' }],
    [
      { name: 'item 1', before: 'field owner', after: 'field owner' },
      { name: 'item 2', after: 'field system' },
    ],
  ],
  ['plain values', true, false, [{ name: 'value', before: 'yes', after: 'no' }]],
])('%s', (_, before, after, expected) => {
  expect(auditChanges(before, after)).toEqual(expected);
});
