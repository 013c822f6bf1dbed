import type { TaskBreakage } from '../../lib/model/breakage.ts';
import { attributionText } from '../glossary.ts';
import { PartsBar } from '../overview/PartsBar.tsx';

const colours: Record<string, string> = {
  proven: 'var(--class-spend)',
  'single-source': 'var(--class-read)',
  shared: 'var(--class-write)',
  ambiguous: 'var(--class-delete)',
  unseen: 'var(--line-strong)',
  unlogged: 'var(--band-contained)',
  unknown: 'var(--class-delegate)',
  none: 'var(--line)',
};

/** Of the credentials of a task, who used them in the ninety days before the last analysis. */
export function TaskBreakageBar({ breakage: { by } }: { breakage: TaskBreakage }) {
  const parts = by.map(({ attribution, count }) => ({
    name: attribution === 'none' ? 'not analysed' : attribution,
    count,
    colour: colours[attribution]!,
    text: attribution === 'none' ? 'in no row of the last analysis' : attributionText[attribution],
  }));
  return <PartsBar label="Credentials by who used them" parts={parts} />;
}
