/** One thing that a set-up needs. `note`: works, but someone should know. `todo` is there unless it is ok. */
export type Check = { name: string; state: 'ok' | 'note' | 'broken'; found: string; todo?: string };
export type Finding = Omit<Check, 'name'>;

export const good = (found: string): Finding => ({ state: 'ok', found });
export const note = (found: string, todo: string): Finding => ({ state: 'note', found, todo });
export const broken = (found: string, todo: string): Finding => ({ state: 'broken', found, todo });
