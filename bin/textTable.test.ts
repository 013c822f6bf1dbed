import { expect, test } from 'vitest';
import { textTable } from './textTable.ts';

test('columns are aligned, long cells cut in the middle, control characters harmless', () => {
  const rows = [
    { key: 'a', count: 5 },
    { key: 'a very long key of a credential', count: 12345 },
    { key: '\u001b[31mred', count: 1 },
  ];
  const columns = [
    { title: 'key', text: (row: (typeof rows)[number]) => row.key, atMost: 11 },
    { title: 'count', text: (row: (typeof rows)[number]) => String(row.count), right: true },
  ];
  expect(textTable(columns, rows)).toBe(['key          count', 'a                5', 'a ver…ntial  12345', '�[31mred         1'].join('\n'));
});
