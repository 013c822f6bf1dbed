import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Decision } from './evaluation.ts';
import { type EvaluationCase, readCase } from './evaluationCase.ts';

/** Cases whose decisions were confirmed with another simulator, or by the AWS documentation where that is wrong. */
const folder = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'iam');
const there = fs.existsSync(folder);
if (!there) console.warn(`skipped: there are no evaluation cases at ${folder}`);

type Line = EvaluationCase & { id: string; title: string; expected: Decision };
const linesOf = (name: string): Line[] =>
  there
    ? fs
        .readFileSync(path.join(folder, name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

describe.skipIf(!there)('every case is decided as it says', () => {
  test.each(['evaluation-cases.dev.jsonl', 'evaluation-docs-only.dev.jsonl'])('%s', (name) => {
    const lines = linesOf(name);
    const told = ({ id, title, ...line }: Line): string => {
      const { policies, request } = readCase(line);
      return `${id} ${title}: ${evaluate(policies, request).certain}`;
    };
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.map(told)).toEqual(lines.map(({ id, title, expected }) => `${id} ${title}: ${expected}`));
  });
});
