/** What exceptions leave undone: credentials of accepted tasks, each once, with what the last analysis finds of those that are usable, certain. */
export type LeftUndone = { credentials: number; leak: number; takeover: number };
