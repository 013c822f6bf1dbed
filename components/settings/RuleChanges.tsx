'use client';

import { Button } from '@mantine/core';
import { plural } from '../../lib/model/format.ts';
import type { PatternRule, RuleChange } from '../../lib/model/patternRules.ts';
import { Time } from '../Time.tsx';
import classes from './RuleEditor.module.css';

export type ShownChange = RuleChange;

/** Earlier lists of rules, from the audit log; each can be taken as the draft again. */
export function RuleChanges({ changes, onBringBack }: { changes: ShownChange[]; onBringBack: (rules: PatternRule[]) => void }) {
  return (
    <details className={classes.history}>
      <summary>Earlier changes ({changes.length})</summary>
      <ul>
        {changes.map((change) => (
          <li key={change.at}>
            <span>
              <Time at={change.at} />, {change.actor}: {plural(change.before.length, 'rule')} before, {plural(change.after.length, 'rule')} after
            </span>
            <Button size="xs" variant="default" onClick={() => onBringBack(change.before)}>
              Take what was before
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
