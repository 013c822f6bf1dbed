/** An object whose absent members are not there: what facts ask for. */
export type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that say something; the guarantee behind the cast: no other is kept. */
export function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
