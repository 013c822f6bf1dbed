/** What the help lists: keys by where they work. The frame's are in Keyboard.tsx, a screen's in its own component (`useKeys`). */
export type Shortcut = { keys: string[]; does: string };

export const everywhere: Shortcut[] = [
  { keys: ['/'], does: 'Search credentials' },
  { keys: ['Ctrl', 'K'], does: 'The same, also while typing' },
  { keys: ['?'], does: 'This help' },
];

export const onCredentials: Shortcut[] = [
  { keys: ['/'], does: 'To the filter; Enter applies it' },
  { keys: ['j', 'k'], does: 'Next and previous row, on to the next page' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['p'], does: 'Preview beside the table, and away (also Space)' },
  { keys: ['x'], does: 'Select the row' },
  { keys: ['Shift', 'X'], does: 'Select all rows since the last selected one' },
  { keys: ['[', ']'], does: 'Previous and next page' },
  { keys: ['e'], does: 'Export as CSV: the selected rows, else all that match' },
  { keys: ['c'], does: 'Copy the keys of the selected rows' },
  { keys: ['t'], does: 'Make it a task: the selected rows, else all that match' },
  { keys: ['v'], does: 'Save this view' },
  { keys: ['Esc'], does: 'Close the preview' },
];

export const onDecisions: Shortcut[] = [
  { keys: ['n'], does: 'Ask for a decision' },
  { keys: ['j', 'k'], does: 'In a recertification: next and previous item' },
  { keys: ['x'], does: 'Select the item' },
  { keys: ['y'], does: 'Confirm the selected items, else the one at hand' },
  { keys: ['c'], does: 'They are to be changed' },
];

export const onTasks: Shortcut[] = [
  { keys: ['j', 'k'], does: 'Next and previous row of the table' },
  { keys: ['Enter'], does: 'Open the task' },
  { keys: ['x'], does: 'Select the row; with Shift all since the last one' },
  { keys: ['a'], does: 'Assign the selected tasks' },
  { keys: ['w'], does: 'Ask for an exception for them' },
  { keys: ['s', 'd', 'b'], does: 'On a task: start, claim done, put back' },
];
