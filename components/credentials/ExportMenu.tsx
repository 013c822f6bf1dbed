'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ColumnId } from '../../lib/model/credentialColumns.ts';
import { plural } from '../../lib/model/format.ts';
import { exportHref } from './exportHref.ts';

/** What is exported: all rows of the filter, or exactly `ids`. */
export type ExportOf = { filter: string; sort: string; ids?: readonly string[] };

/** Exports rows as CSV: with the columns as they are shown, or with all there are. */
export function ExportMenu({
  of,
  count,
  columns,
  opened,
  onOpened,
  children,
}: {
  of: ExportOf;
  count: number;
  columns: readonly ColumnId[];
  opened: boolean;
  onOpened: (opened: boolean) => void;
  children: ReactNode;
}) {
  const { filter, sort, ids } = of; // a view has columns of its own, which are not asked for here
  const rows = { filter, sort, ...(ids && { ids }) };
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (opened) button.current?.scrollIntoView({ block: 'nearest' }); // a key opens it from far down the page, and a menu hides with its button
  }, [opened]);
  return (
    <Menu position="bottom-end" shadow="md" width={250} opened={opened} onChange={onOpened}>
      <Menu.Target>
        <Button
          ref={button}
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} />}
          rightSection={<IconChevronDown size={13} />}
          disabled={count === 0}
        >
          {children}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{plural(count, 'row')} as CSV</Menu.Label>
        <Menu.Item component="a" href={exportHref({ ...rows, columns })} download>
          The columns shown
        </Menu.Item>
        <Menu.Item component="a" href={exportHref(rows)} download>
          All columns
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
