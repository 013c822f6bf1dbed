'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconDots, IconUsers } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { builtInViews, isSameView, type SavedView, type TableView } from '../../lib/model/savedView.ts';
import { post } from '../imports/sendFiles.ts';
import { SaveViewDialog, type Saving } from './SaveViewDialog.tsx';
import classes from './Views.module.css';

/** The views of the table: those that everybody has, one's own, and those that others share; and what can be done with them. */
export function Views({
  shown,
  views,
  mayShare,
  saving,
  onSaving,
  onView,
}: {
  /** What the table shows now. */
  shown: TableView;
  views: SavedView[];
  mayShare: boolean;
  saving: Saving | null;
  onSaving: (saving: Saving | null) => void;
  onView: (view: TableView) => void;
}) {
  const isKept = [...builtInViews, ...views].some((view) => isSameView(view, shown));
  return (
    <div className={classes.row}>
      <nav className={classes.views} aria-label="Views">
        {builtInViews.map((view) => (
          <button key={view.name} type="button" className={classes.view} aria-pressed={isSameView(view, shown)} onClick={() => onView(view)}>
            {view.name}
          </button>
        ))}
        {views.length > 0 && <span className={classes.divider} aria-hidden="true" />}
        {views.map((view) => (
          <SavedOne key={view.id} view={view} shown={shown} mayShare={mayShare} onView={onView} onRename={() => onSaving({ kind: 'rename', view })} />
        ))}
      </nav>
      <Button
        variant={isKept ? 'subtle' : 'default'}
        size="xs"
        className={classes.save}
        aria-label="Save view"
        leftSection={<IconBookmark size={15} />}
        onClick={() => onSaving({ kind: 'save' })}
      >
        Save view
      </Button>
      <SaveViewDialog saving={saving} shown={shown} views={views} mayShare={mayShare} onClose={() => onSaving(null)} />
    </div>
  );
}

function SavedOne({
  view,
  shown,
  mayShare,
  onView,
  onRename,
}: {
  view: SavedView;
  shown: TableView;
  mayShare: boolean;
  onView: (view: TableView) => void;
  onRename: () => void;
}) {
  const current = isSameView(view, shown);
  const { busy, replace, share, remove } = useViewActs(view, shown);
  return (
    <span className={classes.saved} data-current={current}>
      <button
        type="button"
        className={classes.view}
        aria-pressed={current}
        title={view.shared ? `Shared by ${view.mine ? 'you' : view.ownerName}` : undefined}
        onClick={() => onView(view)}
      >
        {view.shared && <IconUsers size={13} aria-label={view.mine ? 'shared' : `shared by ${view.ownerName}`} />}
        {view.name}
      </button>
      {view.mayChange && (
        <Menu position="bottom-start" shadow="md" width={230}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" loading={busy} aria-label={`Change the view ${view.name}`}>
              <IconDots size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onRename}>Rename…</Menu.Item>
            <Menu.Item disabled={current} onClick={replace}>
              Replace by what is shown
            </Menu.Item>
            {(mayShare || view.shared) && <Menu.Item onClick={share}>{view.shared ? 'Share no more' : 'Share with everybody'}</Menu.Item>}
            <Menu.Divider />
            <Menu.Item onClick={remove}>Delete</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}

/** What is done with a saved view at once, each with a way back. */
function useViewActs(view: SavedView, shown: TableView) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const address = `/api/views/${view.id}`;
  const act = async (what: () => Promise<unknown>, done: string, undo: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await what();
      tellDone(done, async () => {
        await undo().catch(tellFailure);
        router.refresh();
      });
      router.refresh();
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const state = ({ filter, sort, columns }: TableView) => ({ filter, sort, columns });
  const change = (body: object) => post(address, body, 'PATCH');
  return {
    busy,
    replace: () =>
      act(
        () => change(state(shown)),
        `“${view.name}” is what is shown now.`,
        () => change(state(view)),
      ),
    share: () =>
      act(
        () => change({ shared: !view.shared }),
        view.shared ? `Only you see “${view.name}” now.` : `Everybody sees “${view.name}” now.`,
        () => change({ shared: view.shared }),
      ),
    remove: () =>
      act(
        () => post(address, undefined, 'DELETE'),
        `“${view.name}” is deleted.`,
        () => post(`${address}/restore`),
      ),
  };
}

function tellDone(message: string, undo: () => Promise<void>): void {
  const id = notifications.show({
    autoClose: 12_000,
    withBorder: true,
    message: (
      <span className={classes.told}>
        {message}
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            notifications.hide(id);
            void undo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}

function tellFailure(error: unknown): void {
  notifications.show({ color: 'red', withBorder: true, autoClose: 12_000, message: error instanceof Error ? error.message : String(error) });
}
