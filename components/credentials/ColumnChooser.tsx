'use client';

import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type ColumnId, columnIds, credentialColumns, firstColumns, movedColumn } from '../../lib/model/credentialColumns.ts';
import classes from './ColumnChooser.module.css';

const titleOf = (id: ColumnId): string => credentialColumns[id].title;

/** Which columns are shown, and in which order: the shown ones first, to be moved with the arrows (or Alt and the arrow keys), then all others. */
export function ColumnChooser({ shown, onChange }: { shown: readonly ColumnId[]; onChange: (columns: ColumnId[]) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const moved = useRef<ColumnId | undefined>(undefined);
  const [said, setSaid] = useState('');
  const move = (id: ColumnId, by: 1 | -1) => {
    const next = movedColumn(shown, id, by);
    moved.current = id;
    setSaid(`${titleOf(id)} is column ${next.indexOf(id) + 1} of ${next.length}`);
    onChange(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that the browser has moved loses the focus; it gets it back after each new order
  useEffect(() => {
    const row = moved.current && list.current?.querySelector(`[data-column="${moved.current}"]`);
    moved.current = undefined;
    if (row && !row.contains(document.activeElement)) row.querySelector<HTMLElement>('input:enabled, button:enabled')?.focus();
  }, [shown]);
  const rest = columnIds.filter((id) => !shown.includes(id));
  return (
    <Popover position="bottom-end" shadow="md" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns size={15} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className={classes.list} ref={list}>
          <fieldset>
            <legend>Shown, from left to right</legend>
            {shown.map((id, index) => (
              <div key={id} className={classes.row} data-column={id}>
                <Checkbox
                  size="xs"
                  label={titleOf(id)}
                  checked
                  disabled={id === 'credential'}
                  onChange={() => onChange(shown.filter((each) => each !== id))}
                  onKeyDown={(event) => {
                    const by = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined;
                    if (!by) return;
                    event.preventDefault();
                    move(id, by);
                  }}
                />
                <span className={classes.arrows}>
                  <Arrow label={`Move ${titleOf(id)} left`} disabled={index === 0} onClick={() => move(id, -1)} icon={<IconChevronUp size={14} />} />
                  <Arrow
                    label={`Move ${titleOf(id)} right`}
                    disabled={index === shown.length - 1}
                    onClick={() => move(id, 1)}
                    icon={<IconChevronDown size={14} />}
                  />
                </span>
              </div>
            ))}
          </fieldset>
          <fieldset>
            <legend>Not shown</legend>
            {rest.map((id) => (
              <div key={id} className={classes.row} data-column={id}>
                <Checkbox size="xs" label={titleOf(id)} checked={false} onChange={() => onChange([...shown, id])} />
              </div>
            ))}
          </fieldset>
        </div>
        <div className={classes.foot}>
          <span>
            <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> moves
          </span>
          <Button variant="subtle" size="compact-xs" onClick={() => onChange([...firstColumns])}>
            As at first
          </Button>
        </div>
        <span className="visually-hidden" role="status">
          {said}
        </span>
      </Popover.Dropdown>
    </Popover>
  );
}

const Arrow = ({ label, icon, ...button }: { label: string; icon: React.ReactNode; disabled: boolean; onClick: () => void }) => (
  <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} {...button}>
    {icon}
  </ActionIcon>
);
