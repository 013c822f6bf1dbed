'use client';

import { useKeys } from '../shell/useKeys.ts';

/** What the keys of the table do (listed in components/shell/shortcuts.ts). Each answers false where there is nothing to do, so that the key stays the browser's. */
export type TableActs = {
  move: (by: 1 | -1) => void;
  select: (range: boolean) => unknown;
  open: () => unknown;
  togglePreview: () => void;
  closePreview: () => unknown;
  toFilter: () => void;
  turnPage: (by: 1 | -1) => void;
  openExport: () => void;
  copyKeys: () => unknown;
  makeTask: () => unknown;
  saveView: () => void;
};

export function useTableKeys(acts: TableActs): void {
  useKeys({
    j: () => acts.move(1),
    k: () => acts.move(-1),
    x: () => acts.select(false),
    'shift+x': () => acts.select(true),
    p: () => acts.togglePreview(),
    ' ': ({ target }) => (isControl(target) ? false : acts.togglePreview()),
    enter: ({ target }) => (isControl(target) || isLink(target) ? false : acts.open()),
    escape: () => acts.closePreview(),
    '/': () => acts.toFilter(),
    f: () => acts.toFilter(),
    '[': () => acts.turnPage(-1),
    ']': () => acts.turnPage(1),
    e: () => acts.openExport(),
    c: () => acts.copyKeys(),
    t: () => acts.makeTask(),
    v: () => acts.saveView(),
  });
}

const isLink = (target: EventTarget | null): boolean => target instanceof Element && target.closest('a') !== null;
/** What Enter and Space mean something to by themselves. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, summary, input, label, a:not([data-row-link])') !== null;
