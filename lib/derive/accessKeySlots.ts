/** An access key by its id, or a slot of the credential report: whether it is active, and when it was made (ISO 8601; of a slot, made or last changed). */
export type KeyState = { active: boolean; created?: string | undefined };

/**
 * Which slot of a user's credential report is which access key, as far as both lists say so: the report names no key. A slot is the key of the same second of creation, if that second is one of each; what
 * is left is joined only where one key and one slot of the user are active and the slot is not older than the key: then it would be another, since replaced.
 * @param keys by id @param slots by number
 * @returns slot numbers by key id
 */
export function accessKeySlots(keys: ReadonlyMap<string, KeyState>, slots: ReadonlyMap<number, KeyState>): Map<string, number> {
  const joined = new Map<string, number>();
  const [keysAt, slotsAt] = [bySecond(keys), bySecond(slots)];
  for (const [second, [id, ...others]] of keysAt) {
    const [slot, ...more] = slotsAt.get(second) ?? [];
    if (id !== undefined && slot !== undefined && others.length === 0 && more.length === 0) joined.set(id, slot);
  }
  const [id, ...otherKeys] = active(keys);
  const [slot, ...otherSlots] = active(slots);
  if (id === undefined || slot === undefined || otherKeys.length > 0 || otherSlots.length > 0) return joined;
  const taken = joined.has(id) || [...joined.values()].includes(slot);
  if (!taken && !isOlder(slots.get(slot), keys.get(id))) joined.set(id, slot);
  return joined;
}

function bySecond<Name>(states: ReadonlyMap<Name, KeyState>): Map<number, Name[]> {
  const at = new Map<number, Name[]>();
  for (const [name, { created }] of states) {
    const second = secondOf(created);
    if (second !== undefined) at.set(second, [...(at.get(second) ?? []), name]);
  }
  return at;
}

const secondOf = (time: string | undefined): number | undefined => (time === undefined ? undefined : Math.floor(Date.parse(time) / 1000));

const active = <Name>(states: ReadonlyMap<Name, KeyState>): Name[] => [...states].filter(([, state]) => state.active).map(([name]) => name);

function isOlder(a: KeyState | undefined, b: KeyState | undefined): boolean {
  const [first, second] = [secondOf(a?.created), secondOf(b?.created)];
  return first !== undefined && second !== undefined && first < second;
}
