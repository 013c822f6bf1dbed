import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { evaluateCases } from './evaluateCases.ts';

/** Requests whose decisions AWS's documentation says (`page`), written down before they were tried. */
const file = path.join(import.meta.dirname, '..', 'iam', 'documented.cases.jsonl');

test('every documented case is decided as the documentation says', async () => {
  const cases: { id: string; title: string; expected: string }[] = fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const answer = await evaluateCases({ file });
  const decided = new Map(answer.ok ? answer.value.map(({ id, decision }) => [id, decision]) : []);
  expect(cases.map(({ id, title }) => `${title}: ${decided.get(id)}`)).toEqual(cases.map(({ title, expected }) => `${title}: ${expected}`));
});
