import { describe, expect, test } from 'vitest';
import type { Json } from './facts.ts';
import { type StatementMark, statementLines, statementsIn } from './statementEvidence.ts';

const passRole: Json = {
  Effect: 'Allow',
  Action: ['iam:PassRole', 'iam:GetRole'],
  Resource: '*',
  Condition: { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com'] } },
};
const shown = (...marks: StatementMark[]) => statementLines(passRole, marks).map(({ text, marked }) => (marked ? `> ${text}` : `  ${text}`));

describe('a statement as evidence', () => {
  test('is written as JSON is', () => {
    const text = statementLines(passRole, [])
      .map((line) => line.text)
      .join('\n');
    expect(text).toBe(JSON.stringify(passRole, null, 2));
    expect(JSON.parse(text)).toEqual(passRole);
  });

  test('has its members in the order that people write them, whatever the database made of it', () => {
    const { Effect, Action, Resource, Condition } = passRole as Record<string, Json>;
    expect(statementLines({ Condition: Condition!, Resource: Resource!, Action: Action!, Effect: Effect! }, [])).toEqual(statementLines(passRole, []));
  });

  test('has the values marked that matter, and no others', () => {
    expect(shown({ member: 'Action', value: 'iam:PassRole' }, { member: 'Resource', value: '*' })).toEqual([
      '  {',
      '    "Effect": "Allow",',
      '    "Action": [',
      '>     "iam:PassRole",',
      '      "iam:GetRole"',
      '    ],',
      '>   "Resource": "*",',
      '    "Condition": {',
      '      "StringEquals": {',
      '        "iam:PassedToService": [',
      '          "lambda.amazonaws.com"',
      '        ]',
      '      }',
      '    }',
      '  }',
    ]);
  });

  test('has a whole member marked where no value is named', () => {
    expect(shown({ member: 'Condition' }).filter((line) => line.startsWith('>'))).toHaveLength(7);
  });

  test('a value is looked for in its own member only', () => {
    expect(shown({ member: 'Resource', value: 'iam:PassRole' }).some((line) => line.startsWith('>'))).toBe(false);
  });

  test('stands once, with all that matters in it', () => {
    const statement = { policy: 'deploy', index: 1, text: passRole };
    const twice = [
      { ...statement, marks: [{ member: 'Action', value: 'iam:PassRole' }] },
      { ...statement, marks: [{ member: 'Resource' }, { member: 'Action', value: 'iam:PassRole' }] },
    ];
    expect(statementsIn({ statements: twice }).statements).toEqual([
      { ...statement, marks: [{ member: 'Action', value: 'iam:PassRole' }, { member: 'Resource' }] },
    ]);
  });

  test('is told apart from what else a fact came with', () => {
    const statement = { policy: 'deploy', attachedTo: 'arn:aws:iam::111122223333:user/ci', index: 1, text: passRole, marks: [{ member: 'Action' }] };
    expect(statementsIn({ statements: [statement], line: 7 })).toEqual({ statements: [statement], rest: { line: 7 } });
    expect(statementsIn({ statements: 'none', line: 7 })).toEqual({ statements: [], rest: { statements: 'none', line: 7 } });
    expect(statementsIn({ statements: [{ policy: 'deploy', text: 'Allow' }] }).statements).toEqual([]);
  });
});
