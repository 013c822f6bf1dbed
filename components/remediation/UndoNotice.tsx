import { Button } from '@mantine/core';

/** What was done, and the way back. */
export const UndoNotice = ({ text, onUndo }: { text: string; onUndo: () => void }) => (
  <span>
    {text}{' '}
    <Button variant="subtle" size="compact-xs" onClick={onUndo}>
      Undo
    </Button>
  </span>
);
