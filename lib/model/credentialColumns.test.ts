import { expect, test } from 'vitest';
import { columnIds, credentialColumns, fieldsOfColumns, firstColumns, movedColumn, readColumns } from './credentialColumns.ts';
import { credentialFields } from './credentialFields.ts';

const fields = new Set(credentialFields.map(({ name }) => name));

test('every column sorts by a field and is made of fields, its own among them', () => {
  expect(columnIds.filter((id) => !fields.has(id))).toEqual([]);
  expect(fieldsOfColumns(columnIds).filter((field) => !fields.has(field))).toEqual([]);
  expect(columnIds.filter((id) => !(credentialColumns[id].fields as readonly string[]).includes(id))).toEqual([]);
});

test('no two columns have one title', () => {
  expect(new Set(columnIds.map((id) => credentialColumns[id].title)).size).toBe(columnIds.length);
});

test('a list of columns keeps its order, forgets what is unknown or twice, and never loses the credential', () => {
  expect(readColumns(['owner', 'nonsense', 'credential', 'owner', 'priority'])).toEqual(['owner', 'credential', 'priority']);
  expect(readColumns(['owner'])).toEqual(['credential', 'owner']);
  expect(readColumns(firstColumns)).toEqual(firstColumns);
});

test('the leak is exported as its band and its action-days, each with what it may be up to', () => {
  expect(fieldsOfColumns(['credential', 'leak.actionDays'])).toEqual([
    'credential',
    'name',
    'usable',
    'leak.band',
    'leak.upTo.band',
    'leak.actionDays',
    'leak.upTo.actionDays',
    'leak.unbounded',
    'leak.upTo.unbounded',
  ]);
});

test('a column moves by one place, and stays at either end', () => {
  expect(movedColumn(['credential', 'owner', 'party'], 'party', -1)).toEqual(['credential', 'party', 'owner']);
  expect(movedColumn(['credential', 'owner', 'party'], 'credential', 1)).toEqual(['owner', 'credential', 'party']);
  expect(movedColumn(['credential', 'owner'], 'credential', -1)).toEqual(['credential', 'owner']);
  expect(movedColumn(['credential', 'owner'], 'owner', 1)).toEqual(['credential', 'owner']);
  expect(movedColumn(['credential', 'owner'], 'party', 1)).toEqual(['credential', 'owner']);
});
