import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { columnOf as logColumnOf, columns as logColumns } from './access-log/columns.ts';
import { columnOf, columns } from './inventory-csv/columns.ts';
import { importers } from './registry.ts';

const docs = path.join(import.meta.dirname, '..', '..', 'docs', 'formats');
const read = (name: string): string => fs.readFileSync(path.join(docs, name), 'utf8');

test('every format has its line in the table and its page', () => {
  const listed = [...read('README.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]);
  expect(listed).toEqual(importers.map(({ id }) => id).sort());
  for (const { id } of importers) expect(read(`${id}.md`)).toMatch(new RegExp(`^# \`${id}\``));
});

test('every column of the inventory, with its other names, is in its page and in the template', () => {
  const page = read('inventory-csv.md');
  for (const [name, { meaning, also }] of Object.entries(columns)) expect(page).toContain(`| \`${name}\` | ${meaning} | ${also} |`);
  expect(read('inventory-template.csv').split('\n', 1)[0]?.split(',')).toEqual(Object.keys(columns));
});

test('every column of a log, with its other names, is in its page', () => {
  const page = read('access-log.md');
  for (const [name, { meaning, also }] of Object.entries(logColumns)) expect(page).toContain(`| \`${name}\` | ${meaning} | ${also} |`);
});

test('no name stands for two columns', () => {
  for (const [name, { also }] of Object.entries(columns)) for (const other of also.split(', ')) expect([other, columnOf(other)]).toEqual([other, name]);
  for (const [name, { also }] of Object.entries(logColumns)) for (const other of also.split(', ')) expect([other, logColumnOf(other)]).toEqual([other, name]);
});
