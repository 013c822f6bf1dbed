import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCatalogue } from '../catalogue.ts';
import { passRules } from './rules/passRules.ts';
import { runRules } from './rules/runRules.ts';
import { storeRules } from './rules/storeRules.ts';
import { escalationRules } from './rules.ts';
import { watchedActions } from './watchedActions.ts';

const file = path.join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'iam', 'escalation-primitives.json');
const there = fs.existsSync(file);
if (!there) console.warn(`skipped: there is no ${file}`);

type Primitive = { id: string; platform: string; edgeType: string; passedToService?: string; needsInventory?: string; actions: { action: string }[] };
const primitives: Primitive[] = there ? JSON.parse(fs.readFileSync(file, 'utf8')).primitives.filter(({ platform }: Primitive) => platform === 'aws') : [];
const actionsOf = ({ actions }: Primitive): string[] => actions.map(({ action }) => action).sort();

describe.skipIf(!there)('the catalogue', () => {
  test('has every technique of AWS that is known, as what it is known to amount to, and no other', () => {
    const told = (rules: readonly { id: string; edgeType: string }[]) => rules.map(({ id, edgeType }) => `${id} ${edgeType}`).sort();
    expect(primitives).toHaveLength(132);
    expect(told(escalationRules)).toEqual(told(primitives));
  });

  test.each(passRules.map((rule) => [rule.id, rule] as const))('%s asks for the calls, the service and the things that are known', (id, rule) => {
    const primitive = primitives.find((each) => each.id === id)!;
    expect(rule.service).toBe(primitive.passedToService);
    const calls = rule.calls.map(({ actions }) => actions.join(' or '));
    expect([...calls, 'iam:PassRole'].sort()).toEqual(actionsOf(primitive));
    // Two say in words that they need something that is there.
    const unsaid: Record<string, string> = {
      'AWS.EC2.PassRole.AssociateIamInstanceProfile': 'ec2-instance',
      'AWS.Lambda.PassRole.UpdateFunctionConfiguration': 'lambda-function',
    };
    expect(rule.needs).toBe(primitive.needsInventory ?? unsaid[id]);
  });

  test.each(runRules.map((rule) => [rule.id, rule] as const))('%s asks for the calls and the things that are known', (id, rule) => {
    const primitive = primitives.find((each) => each.id === id)!;
    if (!primitive.needsInventory?.startsWith('workload')) expect(rule.things).toEqual([primitive.needsInventory]);
    const calls = new Set(rule.calls.map(({ actions }) => actions.join(' or ')));
    const known = new Set(actionsOf(primitive).filter((action) => action !== 'iam:PassRole' && !action.includes(' and ')));
    for (const action of known) expect(calls).toContain(action);
  });
});

test('every technique is told in words, and how to close it', () => {
  for (const { explanation, fix } of escalationRules) {
    expect(explanation).toMatch(/^[A-Z].*\.$/s);
    expect(fix).toMatch(/^[A-Z].*\.$/s);
  }
  expect(new Set(escalationRules.map(({ id }) => id)).size).toBe(escalationRules.length);
});

test('every action is one of AWS, and is asked on types that AWS knows', () => {
  const catalogue = openCatalogue();
  expect(watchedActions().filter((action) => catalogue.idOf(action) === undefined)).toEqual([]);
  for (const { actions, types = [] } of [...passRules, ...runRules, ...storeRules].flatMap(({ calls }) => calls)) {
    for (const action of actions)
      expect(catalogue.action(catalogue.idOf(action)!).resources.map(({ type }) => type.name)).toEqual(expect.arrayContaining([...types]));
  }
});
