import fs from 'node:fs';
import { expect, test } from 'vitest';
import { rulesDocument } from './rulesTable.ts';

test('docs/findings.md has the tables as the code makes them', () => {
  const page = fs.readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');
  const made = page.split('<!-- made by lib/rules/rulesTable.ts -->\n')[1]?.split('\n<!-- end of what is made -->')[0];
  expect(made).toBe(rulesDocument());
});
