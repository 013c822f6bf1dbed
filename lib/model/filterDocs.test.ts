import fs from 'node:fs';
import { expect, test } from 'vitest';
import { credentialFields } from './credentialFields.ts';
import { parseFilter } from './filter.ts';

const page = fs.readFileSync(new URL('../../docs/filter.md', import.meta.url), 'utf8');

test('docs/filter.md names every field, with its values and meaning', () => {
  for (const { name, values, title } of credentialFields.filter((field) => !/^(takeover|leak\.upTo)\./.test(field.name))) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row, name).toContain(`| ${title} |`);
    for (const value of values ?? []) expect(row).toContain(`\`${value}\``);
  }
});

test('its examples are filters', () => {
  const examples = page
    .split('```')[1]!
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(examples.length).toBeGreaterThan(5);
  for (const example of examples) expect(parseFilter(example), example).toMatchObject({ ok: true });
});
