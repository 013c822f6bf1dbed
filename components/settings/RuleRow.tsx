'use client';

import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { nodeKinds } from '../../lib/model/facts.ts';
import { type RuleEffect, ruleFields } from '../../lib/model/patternRules.ts';
import { sensitivityText } from '../glossary.ts';
import classes from './RuleEditor.module.css';
import { RuleEffectLine } from './RuleEffectLine.tsx';
import { type DraftRule, fieldLabels, kindLabels } from './ruleDraft.ts';

type Props = {
  rule: DraftRule;
  number: number;
  last: boolean;
  /** True for a rule that was just added: the hand goes on there. */
  focus: boolean;
  effect: RuleEffect | undefined;
  pending: boolean;
  onChange: (to: Partial<DraftRule>) => void;
  onMove: (by: -1 | 1) => void;
  onDelete: () => void;
};

/** One rule of the draft, read as a sentence: for what is like this pattern, set this field to that value. */
export function RuleRow({ rule, number, last, focus, effect, pending, onChange, onMove, onDelete }: Props) {
  return (
    <li className={classes.rule} aria-label={`Rule ${number}`}>
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <div className={classes.fields}>
        <TextInput
          className={classes.pattern}
          label="Key or alias like"
          value={rule.pattern}
          placeholder="moltbook:prod/*"
          spellCheck={false}
          autoComplete="off"
          autoFocus={focus}
          onChange={(event) => onChange({ pattern: event.currentTarget.value })}
        />
        <NativeSelect
          label="Of"
          value={rule.kind ?? ''}
          data={(['', ...nodeKinds] as const).map((kind) => ({ value: kind, label: kindLabels[kind] }))}
          onChange={(event) => {
            const kind = nodeKinds.find((each) => each === event.currentTarget.value);
            onChange({ kind } as Partial<DraftRule>); // undefined is as absent: JSON leaves it out
          }}
        />
        <NativeSelect
          label="Set"
          value={rule.field}
          data={ruleFields.map((field) => ({ value: field, label: fieldLabels[field] }))}
          onChange={(event) => {
            const field = ruleFields.find((each) => each === event.currentTarget.value) ?? rule.field;
            onChange({ field, value: field === 'sensitivity' ? '5' : rule.field === 'sensitivity' ? '' : rule.value });
          }}
        />
        {rule.field === 'sensitivity' ? (
          <NativeSelect
            label="To"
            value={rule.value}
            data={[1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: `${level}, ${sensitivityText[level]}` }))}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        ) : (
          <TextInput
            label="To"
            value={rule.value}
            placeholder={{ environment: 'prod', owner: 'team@example.com', system: 'billing' }[rule.field]}
            autoComplete="off"
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        )}
      </div>
      <div className={classes.acts}>
        <ActionIcon variant="subtle" color="gray" aria-label={`Move rule ${number} up`} disabled={number === 1} onClick={() => onMove(-1)}>
          <IconArrowUp size={16} stroke={1.7} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={`Move rule ${number} down`} disabled={last} onClick={() => onMove(1)}>
          <IconArrowDown size={16} stroke={1.7} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={`Delete rule ${number}`} onClick={onDelete}>
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      </div>
      <RuleEffectLine effect={effect} pending={pending} />
    </li>
  );
}
